import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Clock } from '../../utils/clock';
import type { Logger } from '../../config/logger';
import type { Count, CounterStore } from './counterStore';
import { countKey, makeLocalCounts, windowEnd, type Hit, type Tally } from './localCounts';

export interface RateCounters {
  /** Counts in the shared store at once: exact over all processes, one round trip. */
  hitStrict(hit: Hit): Promise<Tally>;
  /** Counts in this process: no round trip; other processes hear of it at the next flush. */
  hit(hit: Hit): Tally;
  /** Adds up in the shared store what was counted here and learns the sums; never rejects. */
  flush(): Promise<void>;
  start(): void;
  /** Ends the flushing; the last counts are sent. */
  stop(): Promise<void>;
}

interface Deps {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly store: CounterStore;
}

const FLUSH_MS = 1_000;
/** After a failure the store is left alone for so long: each strict request would wait for its timeout. */
const REST_MS = 1_000;

/** The counters behind all rate limits; without the shared store the process goes on with its own counts. */
export function makeRateCounters({ clock, logger, store }: Deps): RateCounters {
  const outage = makeOutage({ clock, logger });
  const local = makeLocalCounts({ clock });
  const insurance = new RateLimiterMemory({ points: 1, duration: 1, keyPrefix: '' });
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const insured = async ({ key, points, windowMs }: Count): Promise<number> => {
    const options = { customDuration: Math.ceil(windowMs / 1000) };
    const { consumedPoints } = await insurance.penalty(key, points, options);
    return consumedPoints;
  };

  const hitStrict = async (hit: Hit): Promise<Tally> => {
    const endsAt = windowEnd(clock.now().getTime(), hit.windowMs);
    const count = { key: countKey(hit, endsAt), points: 1, windowMs: hit.windowMs, endsAt: new Date(endsAt) };
    const used = (await outage.guard(() => store.add(count))) ?? (await insured(count));
    return { used, endsAt };
  };

  const send = async (): Promise<void> => {
    const batch = local.takeBatch();
    if (batch.counts.length === 0) {
      return;
    }
    const sums = await outage.guard(() => store.addAll(batch.counts));
    if (sums) {
      batch.sent(sums);
    } else {
      batch.returned();
    }
  };

  const flush = (): Promise<void> => {
    running ??= send().finally(() => (running = undefined));
    return running;
  };

  const start = (): void => {
    timer ??= setInterval(() => void flush(), FLUSH_MS).unref();
  };

  const stop = async (): Promise<void> => {
    clearInterval(timer);
    timer = undefined;
    await running;
    await flush();
  };
  return { hitStrict, hit: local.hit, flush, start, stop };
}

interface Outage {
  /** The result, or nothing while the store is away; the first failure and the return are logged. */
  guard<T>(work: () => Promise<T>): Promise<T | undefined>;
}

function makeOutage({ clock, logger }: Omit<Deps, 'store'>): Outage {
  let restUntil: number | undefined;

  const failed = (error: unknown): void => {
    if (restUntil === undefined) {
      logger.warn('rate limits go on with local counts: the shared store is away', { error });
    }
    restUntil = clock.now().getTime() + REST_MS;
  };

  const worked = (): void => {
    if (restUntil !== undefined) {
      restUntil = undefined;
      logger.info('rate limits are shared again');
    }
  };

  const guard = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (restUntil !== undefined && clock.now().getTime() < restUntil) {
      return undefined;
    }
    try {
      const result = await work();
      worked();
      return result;
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
  return { guard };
}
