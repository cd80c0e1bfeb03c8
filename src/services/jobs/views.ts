import { LRUCache } from 'lru-cache';
import type { Logger } from '../../config/logger';
import { JobModel } from '../../models/job.model';
import { hours, seconds, type Clock } from '../../utils/clock';
import { toObjectId, type Id } from '../../utils/ids';

export interface JobViews {
  /** A stranger has looked at a job: counted once an hour and viewer, in memory. */
  add(jobId: Id, viewerId: Id): void;
  /** Writes what was counted; what could not be written is kept for the next time. */
  flush(): Promise<void>;
  start(): void;
  /** Ends the flushing; the last counts are written. */
  stop(): Promise<void>;
}

export interface JobViewsDeps {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

const FLUSH_MS = seconds(10);
const SAME_LOOK_MS = hours(1);
const REMEMBERED_LOOKS = 50_000;
/** While the database is away no more jobs than these are remembered. */
const MOST_JOBS = 50_000;
/** Each batch holds its rows until it is written: short, for a hire may wait for one of them. */
const BATCH = 100;

/** Makes the counter of views: no look at a job costs a write of its own. */
export function makeJobViews({ clock, logger }: JobViewsDeps): JobViews {
  const looks = new LRUCache<string, number>({ max: REMEMBERED_LOOKS });
  let counts = new Map<Id, number>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const count = (jobId: Id, more: number): void => {
    if (counts.size < MOST_JOBS || counts.has(jobId)) {
      counts.set(jobId, (counts.get(jobId) ?? 0) + more);
    }
  };

  const write = async (): Promise<void> => {
    const taken = [...counts];
    counts = new Map();
    for (let from = 0; from < taken.length; from += BATCH) {
      const batch = taken.slice(from, from + BATCH);
      try {
        await writeBatch(batch);
      } catch (error) {
        batch.forEach(([jobId, more]) => count(jobId, more));
        logger.warn('views of jobs wait for the next flush', { jobs: batch.length, error });
      }
    }
  };

  const flush = (): Promise<void> => {
    running ??= write().finally(() => (running = undefined));
    return running;
  };

  return {
    add(jobId, viewerId) {
      const now = clock.now().getTime();
      const look = `${viewerId}:${jobId}`;
      const before = looks.get(look);
      if (before === undefined || Math.abs(now - before) >= SAME_LOOK_MS) {
        looks.set(look, now);
        count(jobId, 1);
      }
    },
    flush,
    start() {
      timer ??= setInterval(() => void flush(), FLUSH_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await running;
      await flush();
    },
  };
}

async function writeBatch(batch: readonly (readonly [Id, number])[]): Promise<void> {
  const updates = batch.map(([jobId, views]) => ({
    updateOne: { filter: { _id: toObjectId(jobId) }, update: { $inc: { views } } },
  }));
  await JobModel.bulkWrite(updates, { ordered: false });
}
