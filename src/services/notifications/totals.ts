import { LRUCache } from 'lru-cache';
import type { Types } from 'mongoose';
import { NotificationModel } from '../../models/notification.model';
import { idOf, type Id } from '../../utils/ids';
import { COUNT_CAP } from '../../utils/page';
import { countCapped } from '../../utils/paging';

export interface NotificationTotals {
  /** `cap + 1` where more are known to be there than are counted; undefined: they are to be counted. */
  known(userId: Types.ObjectId): Promise<number | undefined>;
  /** How many a user has: exact up to the cap, else `cap + 1`. */
  count(userId: Types.ObjectId): Promise<number>;
}

const REMEMBERED = 20_000;
const OLDEST_FIRST = { at: 1, _id: 1 } as const;

/**
 * Counts the notifications of a user, and remembers where there are more than are counted. Whoever takes notifications
 * away takes the oldest ones first, or all: while the one that was the oldest is there, none is gone.
 */
export function makeNotificationTotals({
  cap = COUNT_CAP,
}: { readonly cap?: number } = {}): NotificationTotals {
  /** Of whoever had more than `cap`, the oldest one at that time. */
  const oldest = new LRUCache<Id, Types.ObjectId>({ max: REMEMBERED });
  const count = (userId: Types.ObjectId): Promise<number> => countCapped(NotificationModel, { userId }, cap);
  return {
    async known(userId) {
      const _id = oldest.get(idOf(userId));
      if (!_id) {
        return undefined;
      }
      return (await NotificationModel.exists({ _id, userId }).exec()) ? cap + 1 : undefined;
    },
    async count(userId) {
      const counted = await count(userId);
      if (counted <= cap) {
        return counted;
      }
      // Counted once more after the look: what went away between the two is seen by one of them.
      const found = await NotificationModel.findOne({ userId }, { _id: 1 }).sort(OLDEST_FIRST).lean().exec();
      const again = await count(userId);
      if (found && again > cap) {
        oldest.set(idOf(userId), found._id);
      }
      return again;
    },
  };
}
