export interface PumpOptions<T> {
  readonly concurrency: number;
  /** Takes at most `limit` items for this process; `seen` counts those that others may have taken meanwhile. */
  readonly take: (limit: number) => Promise<{ readonly seen: number; readonly taken: readonly T[] }>;
  /** Runs one item and says whether it went well; rejects only when the database is away. */
  readonly run: (item: T) => Promise<boolean>;
}

export interface Pump {
  /** Starts all that can be taken; one such pass at a time, and one more when asked meanwhile. */
  drain(): Promise<void>;
  /** Drains and waits until nothing is left and nothing runs. */
  drainAll(): Promise<{ readonly done: number; readonly failed: number }>;
  /** Takes nothing more and waits for what runs. */
  close(): Promise<void>;
}

/** Makes a pump that keeps at most `concurrency` items running: a slow one holds one place, never the whole batch. */
export function makePump<T>({ concurrency, take, run }: PumpOptions<T>): Pump {
  const running = new Set<Promise<void>>();
  const count = { done: 0, failed: 0 };
  let isClosed = false;
  let pass: Promise<void> | undefined;
  let isAskedAgain = false;

  const launch = (item: T): void => {
    const work = run(item)
      .then((went) => void (count[went ? 'done' : 'failed'] += 1))
      // The row could not be marked: its lease ends and it runs again; the poll reports the database.
      .catch(() => void (count.failed += 1))
      .finally(() => running.delete(work));
    running.add(work);
  };
  const sweep = async (): Promise<void> => {
    while (!isClosed) {
      if (running.size >= concurrency) {
        await Promise.race(running);
        continue;
      }
      const { seen, taken } = await take(concurrency - running.size);
      taken.forEach(launch);
      if (seen === 0) {
        return;
      }
    }
  };
  const passes = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      await sweep();
    } while (isAskedAgain && !isClosed);
  };
  const drain = (): Promise<void> => {
    isAskedAgain = true;
    pass ??= passes().finally(() => (pass = undefined));
    return pass;
  };
  return {
    drain,
    async drainAll() {
      const before = { ...count };
      do {
        await drain();
        await Promise.all(running);
        await drain();
      } while (running.size > 0);
      return { done: count.done - before.done, failed: count.failed - before.failed };
    },
    async close() {
      isClosed = true;
      await pass?.catch(() => undefined /* the poll has reported it */);
      await Promise.all(running);
    },
  };
}
