import { hasRight } from '../utils/rights';
import type { UserActor } from '../utils/types/actor';
import type { InboxItem, InboxSource } from './staffInbox/source';

export interface StaffInbox {
  /** The longest waiting first. */
  readonly items: readonly InboxItem[];
  /** How many of each sort were found; at most `limit` of each are looked for. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface StaffInboxService {
  /** What waits for staff, as far as the actor may do something about it: at most `limit` things. */
  list(actor: UserActor, limit: number): Promise<StaffInbox>;
}

/** Makes the inbox of staff from its sources. */
export const makeStaffInboxService = ({
  sources,
}: {
  readonly sources: readonly InboxSource[];
}): StaffInboxService => ({
  async list(actor, limit) {
    const mine = sources.filter(({ right }) => hasRight(actor, right));
    const found = await Promise.all(mine.map((source) => source.list(limit)));
    const counts = Object.fromEntries(mine.map(({ kind }, index) => [kind, found[index]?.length ?? 0]));
    const items = found.flat().sort((a, b) => a.since.getTime() - b.since.getTime());
    return { items: items.slice(0, limit), counts };
  },
});
