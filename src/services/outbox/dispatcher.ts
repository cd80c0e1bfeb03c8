import type { OutboxRow } from '../../models/outboxRow.model';
import { after, type Clock } from '../../utils/clock';
import { gathered } from '../../utils/gathered';
import { idOf, type Id } from '../../utils/ids';
import { withRequest } from '../../utils/requestContext';
import type { Logger } from '../../utils/types/logger';
import { handlersOf, putOffUntil, type Delivery, type HandlerMap } from './on';
import { makePump, type PumpOptions } from './pump';
import * as rows from './rows';
import type { ClaimedRow, OutboxStats } from './rows';

export interface DispatcherOptions<Events, Deps> {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly handlers: HandlerMap<Events, Deps>;
  readonly deps: Deps;
  readonly instanceId: string;
  readonly pollMs?: number;
  /** How long a claimed row is ours. A run is given up after four fifths of it, so that no run outlives its lease. */
  readonly leaseMs?: number;
  readonly concurrency?: number;
}

export interface Dispatcher {
  /** Begins to poll. */
  start(): void;
  /** Takes nothing more and waits for what runs. */
  stop(): Promise<void>;
  /** Looks at once: something was recorded. */
  nudge(): void;
  /** Runs all that is due by the clock, also what handlers record meanwhile; for tests and scripts. */
  processAll(): Promise<{ readonly done: number; readonly failed: number }>;
  stats(): Promise<OutboxStats>;
  listDead(limit?: number): Promise<OutboxRow[]>;
  revive(deliveryId: Id): Promise<boolean>;
}

const DEFAULTS = { pollMs: 1_000, leaseMs: 60_000, concurrency: 16 };
const MAX_ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 600_000;
const READ_AHEAD = 64;
/** What is put off waits at least this long, so that nothing runs in circles. */
const SHORTEST_WAIT_MS = 1_000;
const LIST_LIMIT = 100;

/** How long to wait after the n-th failure: 1 s, 4 s, 16 s, … at most 10 min. */
export const backoffMs = (attempts: number): number =>
  Math.min(FIRST_BACKOFF_MS * 4 ** (attempts - 1), LONGEST_BACKOFF_MS);

/** Makes the delivering half of the outbox: each due row runs in one process at a time, at least once, until it succeeds or is dead. */
export function makeDispatcher<Events, Deps>(options: DispatcherOptions<Events, Deps>): Dispatcher {
  const { clock, logger, instanceId } = options;
  const { pollMs, leaseMs, concurrency } = { ...DEFAULTS, ...options };
  const deliver = makeDeliver(options, leaseMs * 0.8);
  const pump = makePump<ClaimedRow>({
    concurrency,
    take: makeTake(() => ({ now: clock.now(), instanceId, leaseMs })),
    run: deliver,
  });
  const poll = makePoll({ pollMs, logger, once: pump.drain });
  return {
    start: poll.start,
    nudge: poll.nudge,
    async stop() {
      poll.stop();
      await pump.close();
    },
    processAll: pump.drainAll,
    stats: () => rows.readStats(clock.now()),
    listDead: (limit = LIST_LIMIT) => rows.listDeadRows(limit),
    async revive(deliveryId) {
      const isRevived = await rows.reviveRow(deliveryId, clock.now());
      poll.nudge();
      return isRevived;
    },
  };
}

/** Claims rows from a list read ahead: one query serves many rows, and a row that another process took is merely skipped. */
function makeTake(lease: () => rows.Lease): PumpOptions<ClaimedRow>['take'] {
  let ahead: OutboxRow[] = [];
  return async (limit) => {
    ahead = ahead.length > 0 ? ahead : await rows.findDue(lease().now, READ_AHEAD);
    const due = ahead.splice(0, limit);
    return { seen: due.length, taken: await rows.claim(due, lease()) };
  };
}

/** Runs one claimed row and writes what became of it: done only after the effect. */
function makeDeliver<Events, Deps>(
  { clock, logger, handlers, deps }: DispatcherOptions<Events, Deps>,
  timeoutMs: number,
): (row: ClaimedRow) => Promise<boolean> {
  const run = async (row: ClaimedRow): Promise<unknown> => {
    const handler = handlersOf(handlers, row.event).find(({ name }) => name === row.handler);
    if (!handler) {
      throw new Error(`no handler "${row.handler}" of "${row.event}" in this process`);
    }
    if (row.attempts > MAX_ATTEMPTS) {
      throw new Error('its last run never ended');
    }
    const context = { requestId: row.requestId ?? idOf(row.eventId) };
    return within(timeoutMs, (signal) =>
      withRequest(context, () => handler.run({ ...deliveryOf(row), signal }, deps)),
    );
  };
  const fail = async (row: ClaimedRow, error: unknown): Promise<void> => {
    const isDead = row.attempts >= MAX_ATTEMPTS;
    const fields = {
      event: row.event,
      handler: row.handler,
      deliveryId: idOf(row),
      attempts: row.attempts,
      error,
    };
    if (isDead) {
      logger.error('outbox row is dead', fields);
    } else {
      logger.warn('outbox handler failed', fields);
    }
    const retryAt = isDead ? null : after(clock.now(), backoffMs(row.attempts));
    await rows.markFailed(row, error instanceof Error ? error.message : String(error), retryAt);
  };
  const markDone = gathered<ClaimedRow>((done) => rows.markDone(done, clock.now()));
  const finish = (row: ClaimedRow, result: unknown): Promise<void> => {
    const at = putOffUntil(result);
    return at ? rows.putOff(row, latestOf(at, after(clock.now(), SHORTEST_WAIT_MS))) : markDone(row);
  };
  return async (row) => {
    const outcome = await run(row).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    await ('error' in outcome ? fail(row, outcome.error) : finish(row, outcome.result));
    return !('error' in outcome);
  };
}

const latestOf = (a: Date, b: Date): Date => (a > b ? a : b);

const deliveryOf = (row: ClaimedRow): Omit<Delivery<never>, 'signal'> => ({
  id: idOf(row.eventId),
  deliveryId: idOf(row),
  // The type of an event's data is given to its handler by the catalogue; the row holds what `record` was given.
  data: row.data as never,
  actor: row.actor,
  at: row.at,
  requestId: row.requestId,
  attempt: row.attempts,
});

async function within(ms: number, work: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`not finished within ${ms} ms`);
      controller.abort(error);
      reject(error);
    }, ms);
  });
  try {
    return await Promise.race([work(signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

interface PollOptions {
  readonly pollMs: number;
  readonly logger: Logger;
  readonly once: () => Promise<unknown>;
}

/** Looks every `pollMs` and when nudged; while the database is away it says so once and goes on. */
function makePoll({ pollMs, logger, once }: PollOptions): Record<'start' | 'stop' | 'nudge', () => void> {
  let timer: NodeJS.Timeout | undefined;
  let isAway = false;
  const look = async (): Promise<void> => {
    try {
      await once();
      if (isAway) {
        isAway = false;
        logger.info('outbox goes on');
      }
    } catch (error) {
      if (!isAway) {
        isAway = true;
        logger.warn('outbox cannot reach the database', { error });
      }
    }
  };
  const nudge = (): void => void (timer && look());
  return {
    start() {
      timer ??= setInterval(nudge, pollMs).unref();
      nudge();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    nudge,
  };
}
