import type { LogEntry, LogPage } from '../../services/realtime/eventLog';
import type { Page } from '../../utils/page';

/** An event for its own user: `data` is what a connected app gets with it, to the letter. */
export const presentEvent = ({ seq, name, payload, at }: LogEntry) => ({
  id: seq,
  event: name,
  data: { ...payload, id: seq },
  at: at.toISOString(),
});

/** Places are numbered without gaps, so that totals need no counting. */
export function toEventPage({ entries, since, newest }: LogPage, limit: number): Page<LogEntry> {
  const last = entries.at(-1)?.seq ?? since;
  const hasNextPage = last < newest;
  return {
    items: entries,
    page: 1,
    limit,
    totalItems: Math.max(0, newest - since),
    totalIsCapped: false,
    hasNextPage,
    ...(hasNextPage && { nextCursor: String(last) }),
  };
}
