import type { Clock } from '../../utils/clock';
import type { Count } from './counterStore';

/** What a caller has used of a window, and when it ends (milliseconds of the injected clock). */
export interface Tally {
  readonly used: number;
  readonly endsAt: number;
}

export interface Hit {
  readonly limit: string;
  readonly caller: string;
  readonly windowMs: number;
}

interface Entry {
  /** The sum that the shared store told last; it includes what we had sent. */
  shared: number;
  /** Counted here and not sent yet. */
  pending: number;
  endsAt: number;
  readonly windowMs: number;
}

/** A batch on its way to the shared store; it ends in exactly one of the two calls. */
export interface Batch {
  readonly counts: readonly Count[];
  /** The store has it: its sums are the truth now. */
  sent(sums: ReadonlyMap<string, number>): void;
  /** The store has it not: the hits wait for the next batch. */
  returned(): void;
}

export interface LocalCounts {
  hit(hit: Hit): Tally;
  /** Takes what was counted since the last batch; forgets windows that have ended. */
  takeBatch(): Batch;
}

/** So many callers at once are more than a process can serve; the oldest are forgotten first. */
const MOST_ENTRIES = 100_000;

/** The end of the fixed window in which `now` lies; windows of one length are the same in every process. */
export const windowEnd = (now: number, windowMs: number): number =>
  (Math.floor(now / windowMs) + 1) * windowMs;

/** The name of a count in the shared store. */
export const countKey = ({ limit, caller }: Hit, endsAt: number): string => `${limit}:${caller}:${endsAt}`;

/** The counts of this process, of limits that may lag behind the other processes by a second. */
export function makeLocalCounts({ clock }: { readonly clock: Clock }): LocalCounts {
  const entries = new Map<string, Entry>();

  const entryOf = (hit: Hit, now: number): Entry => {
    const name = `${hit.limit}:${hit.caller}`;
    const known = entries.get(name);
    if (known && known.endsAt > now) {
      return known;
    }
    entries.delete(name);
    makeRoom(entries);
    const fresh = { shared: 0, pending: 0, endsAt: windowEnd(now, hit.windowMs), windowMs: hit.windowMs };
    entries.set(name, fresh);
    return fresh;
  };

  const hit = (given: Hit): Tally => {
    const entry = entryOf(given, clock.now().getTime());
    entry.pending += 1;
    return { used: entry.shared + entry.pending, endsAt: entry.endsAt };
  };

  const takeBatch = (): Batch => {
    forgetEnded(entries, clock.now().getTime());
    return batchOf([...entries].filter(([, { pending }]) => pending > 0));
  };
  return { hit, takeBatch };
}

function batchOf(changed: readonly (readonly [string, Entry])[]): Batch {
  const taken = changed.map(([name, entry]) => ({
    entry,
    count: {
      key: `${name}:${entry.endsAt}`,
      points: entry.pending,
      windowMs: entry.windowMs,
      endsAt: new Date(entry.endsAt),
    },
  }));
  for (const { entry, count } of taken) {
    entry.shared += count.points;
    entry.pending = 0;
  }
  const sent = (sums: ReadonlyMap<string, number>): void => {
    for (const { entry, count } of taken) {
      entry.shared = sums.get(count.key) ?? entry.shared;
    }
  };
  const returned = (): void => {
    for (const { entry, count } of taken) {
      entry.shared -= count.points;
      entry.pending += count.points;
    }
  };
  return { counts: taken.map(({ count }) => count), sent, returned };
}

function forgetEnded(entries: Map<string, Entry>, now: number): void {
  for (const [name, { endsAt }] of entries) {
    if (endsAt <= now) {
      entries.delete(name);
    }
  }
}

function makeRoom(entries: Map<string, Entry>): void {
  if (entries.size < MOST_ENTRIES) {
    return;
  }
  for (const name of entries.keys()) {
    entries.delete(name);
    return;
  }
}
