import { Cron } from 'croner';
import type { Clock } from '../../utils/clock';
import { newUuid } from '../../utils/ids';
import { withRequest } from '../../utils/requestContext';
import type { Logger } from '../../utils/types/logger';
import { acquireLease, claimTick, finishRun, releaseLease, renewLease, type LeaseClaim } from './leases';
import type { Task } from './task';

export interface TaskRunnerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tasks: readonly Task[];
  readonly instanceId: string;
}

/** What became of a tick here: another process may have had it, or the run before may still be going on. */
export type TickResult = 'done' | 'failed' | 'taken' | 'busy';

export interface TaskRunner {
  /** Begins to run every task by its pattern. */
  start(): void;
  /** Begins nothing more, asks what runs to end, and waits for it, 5 s at most. */
  stop(): Promise<void>;
  /** Runs a task now, whatever its pattern, unless it is running; rejects with its error. */
  runNow(name: string): Promise<'done' | 'busy'>;
  /** Runs a task for one tick, unless some process has had that tick. */
  runTick(name: string, tick: Date): Promise<TickResult>;
}

const STOP_MS = 5_000;
/** Timers fire a little late, never early: the tick meant is the last one before this much from now. */
const CLOCK_SLACK_MS = 1_000;

/** Makes the runner of scheduled tasks: of several processes one runs each tick, and two ticks of a task never overlap. */
export function makeTaskRunner({ clock, logger, tasks, instanceId }: TaskRunnerOptions): TaskRunner {
  const running = new Set<Promise<unknown>>();
  const crons: Cron[] = [];
  const stopping = new AbortController();
  const world = { clock, logger, instanceId, stopping: stopping.signal };

  const execute = (order: Order): Promise<TickEnd> => {
    const run = runTask(world, order).finally(() => running.delete(run));
    running.add(run);
    return run;
  };
  const find = (name: string): Task => {
    const task = tasks.find((one) => one.name === name);
    if (!task) {
      throw new Error(`no task "${name}"`);
    }
    return task;
  };
  return {
    start() {
      crons.push(...tasks.map((task) => schedule(task, (tick) => execute(tickOf(task, tick)), logger)));
    },
    async stop() {
      crons.splice(0).forEach((cron) => cron.stop());
      stopping.abort();
      await settledWithin(running, STOP_MS);
    },
    async runNow(name) {
      const task = find(name);
      const tick = clock.now();
      const end = await execute({ task, tick, runId: `${name}@now ${newUuid()}` });
      if (end.result === 'failed') {
        throw end.error;
      }
      return end.result === 'busy' ? 'busy' : 'done';
    },
    runTick: async (name, tick) => (await execute(tickOf(find(name), tick))).result,
  };
}

type TickEnd =
  { readonly result: Exclude<TickResult, 'failed'> } | { readonly result: 'failed'; readonly error: unknown };

interface Order {
  readonly task: Task;
  readonly tick: Date;
  readonly runId: string;
}

const tickOf = (task: Task, tick: Date): Order => ({
  task,
  tick,
  runId: `${task.name}@${tick.toISOString()}`,
});

interface World extends Omit<TaskRunnerOptions, 'tasks'> {
  readonly stopping: AbortSignal;
}

function schedule(task: Task, run: (tick: Date) => Promise<unknown>, logger: Logger): Cron {
  const report = (error: unknown): void =>
    void logger.warn('task could not start', { task: task.name, error });
  return new Cron(
    task.every,
    { timezone: 'UTC', unref: true, protect: true, catch: report },
    async (cron) => {
      const fired = cron.currentRun();
      const [tick] = fired ? cron.previousRuns(1, new Date(fired.getTime() + CLOCK_SLACK_MS)) : [];
      if (tick) {
        await run(tick);
      }
    },
  );
}

async function runTask(world: World, { task, tick, runId }: Order): Promise<TickEnd> {
  const { clock, instanceId } = world;
  const leasedBy = `${instanceId} ${newUuid()}`;
  const lease = (): LeaseClaim => ({ task: task.name, leasedBy, now: clock.now(), leaseMs: task.leaseMs });
  if (!(await acquireLease(lease()))) {
    return { result: 'busy' };
  }
  try {
    const row = {
      _id: runId,
      task: task.name,
      tick,
      state: 'running' as const,
      instanceId,
      startedAt: clock.now(),
    };
    if (!(await claimTick(row))) {
      return { result: 'taken' };
    }
    const end = await perform(world, { task, tick, lease });
    const error = end.result === 'failed' ? { error: String(end.error) } : {};
    await finishRun(runId, { state: end.result, finishedAt: clock.now(), ...error });
    return end;
  } finally {
    await releaseLease(lease());
  }
}

interface Run {
  readonly task: Task;
  readonly tick: Date;
  readonly lease: () => LeaseClaim;
}

async function perform(
  { logger, stopping }: World,
  { task, tick, lease }: Run,
): Promise<TickEnd & { readonly result: 'done' | 'failed' }> {
  const lost = new AbortController();
  const renew = async (): Promise<void> => {
    if (!(await renewLease(lease()))) {
      lost.abort();
    }
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) =>
      logger.warn('task lease could not be renewed', { task: task.name, error }),
    );
  }, task.leaseMs / 3).unref();
  try {
    const signal = AbortSignal.any([stopping, lost.signal]);
    const context = { requestId: `task ${task.name} ${tick.toISOString()}` };
    await withRequest(context, () => task.run({ at: tick, logger, signal }));
    return { result: 'done' };
  } catch (error) {
    logger.error('task failed', { task: task.name, tick, error });
    return { result: 'failed', error };
  } finally {
    clearInterval(timer);
  }
}

async function settledWithin(runs: ReadonlySet<Promise<unknown>>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([Promise.allSettled(runs), late]);
  clearTimeout(timer);
}
