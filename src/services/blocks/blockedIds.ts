import { LRUCache } from 'lru-cache';
import { BlockModel, type Block } from '../../models/block.model';
import type { Clock } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';

export interface BlockedIds {
  /** Whom a user does not see and who does not see him; at most a second old, as his login is. */
  of(userId: Id): Promise<Id[]>;
  /** What was just changed is seen by the next one who asks in this process. */
  forget(...userIds: readonly Id[]): void;
}

const CACHE_MS = 1_000;
const CACHED_USERS = 20_000;

/** Makes the look-up behind each list: one read, then nothing for a second. */
export function makeBlockedIds({ clock }: { readonly clock: Clock }): BlockedIds {
  const cache = new LRUCache<Id, { readonly ids: Promise<Id[]>; readonly readAt: number }>({
    max: CACHED_USERS,
  });
  return {
    of(userId) {
      const now = clock.now().getTime();
      const known = cache.get(userId);
      if (known && Math.abs(now - known.readAt) < CACHE_MS) {
        return known.ids;
      }
      const mine = { ids: readBlocked(userId), readAt: now };
      cache.set(userId, mine);
      mine.ids.catch(() => {
        // The caller gets the error; the next one asks again.
        if (cache.peek(userId) === mine) {
          cache.delete(userId);
        }
      });
      return mine.ids;
    },
    forget: (...userIds) => userIds.forEach((userId) => cache.delete(userId)),
  };
}

async function readBlocked(userId: Id): Promise<Id[]> {
  const blocks = await BlockModel.find({ people: toObjectId(userId) }, { people: 1 }).lean<Block[]>();
  const ids = blocks.flatMap(({ people }) => people.map((id) => idOf(id)));
  return [...new Set(ids)].filter((id) => id !== userId);
}
