import { TaskLeaseModel } from '../../src/models/taskLease.model';
import { TaskRunModel } from '../../src/models/taskRun.model';
import { makeTaskRunner, type TaskRunner } from '../../src/services/tasks/taskRunner';
import type { Task } from '../../src/services/tasks/task';
import { after, minutes } from '../../src/utils/clock';
import { testClock, type TestClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { memoryLogger, type MemoryLogger } from '../helpers/logger';

const LEASE_MS = minutes(5);
let clock: TestClock;
let logger: MemoryLogger;
let runs: Date[];
let work: Task['run'];

const sweep: Task = {
  name: 'sweep',
  every: '* * * * * *',
  leaseMs: LEASE_MS,
  run: (context) => work(context),
};
const aProcess = (instanceId: string): TaskRunner =>
  makeTaskRunner({ clock, logger, tasks: [sweep], instanceId });

/** A run that goes on until it is let go. */
function longRun(): { readonly begun: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const begun = new Promise<void>((resolve) => {
    work = async ({ at }) => {
      runs.push(at);
      resolve();
      await held;
    };
  });
  return { begun, release: () => release() };
}

beforeAll(connectTestDatabase);
beforeEach(() => {
  clock = testClock();
  logger = memoryLogger();
  runs = [];
  work = async ({ at }) => void runs.push(at);
});
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

describe('a tick', () => {
  it('is run by one of several processes', async () => {
    const tick = clock.now();

    const ends = await Promise.all(['one', 'two', 'three'].map((id) => aProcess(id).runTick('sweep', tick)));

    expect(runs).toEqual([tick]);
    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
  });

  it('is not run again by a process that comes later', async () => {
    const tick = clock.now();

    const ends = [await aProcess('one').runTick('sweep', tick), await aProcess('two').runTick('sweep', tick)];

    expect(ends).toEqual(['done', 'taken']);
    expect(runs).toHaveLength(1);
  });

  it('does not begin while the one before is still running in another process', async () => {
    const { begun, release } = longRun();
    const first = aProcess('one').runTick('sweep', clock.now());
    await begun;
    clock.advance(minutes(1));

    const second = await aProcess('two').runTick('sweep', clock.now());
    release();

    expect([await first, second]).toEqual(['done', 'busy']);
    expect(runs).toHaveLength(1);
  });

  it('that died is not repeated; the next one runs once its lease has ended', async () => {
    const tick = clock.now();
    const row = { _id: `sweep@${tick.toISOString()}`, task: 'sweep', tick, state: 'running' as const };
    await TaskRunModel.insertMany([{ ...row, instanceId: 'dead', startedAt: tick }]);
    await TaskLeaseModel.insertMany([{ _id: 'sweep', leaseUntil: after(tick, LEASE_MS), leasedBy: 'dead' }]);
    const other = aProcess('other');

    const early = await other.runTick('sweep', after(tick, minutes(1)));
    clock.advance(LEASE_MS);
    const same = await other.runTick('sweep', tick);
    const next = await other.runTick('sweep', clock.now());

    expect([early, same, next]).toEqual(['busy', 'taken', 'done']);
  });

  it('that failed is logged and stored with its error', async () => {
    work = async () => {
      throw new Error('no broom');
    };

    const end = await aProcess('one').runTick('sweep', clock.now());

    expect(end).toBe('failed');
    expect(logger.lines).toMatchObject([
      { level: 'error', message: 'task failed', fields: { task: 'sweep' } },
    ]);
    expect(await TaskRunModel.findOne().lean()).toMatchObject({ state: 'failed', error: 'Error: no broom' });
  });
});

describe('running by hand', () => {
  it('runs at once and as often as asked', async () => {
    const runner = aProcess('one');

    const ends = [await runner.runNow('sweep'), await runner.runNow('sweep')];

    expect(ends).toEqual(['done', 'done']);
    expect(runs).toHaveLength(2);
  });

  it('rejects with the error of the task, and for a task that does not exist', async () => {
    work = async () => {
      throw new Error('no broom');
    };

    await expect(aProcess('one').runNow('sweep')).rejects.toThrow('no broom');
    await expect(aProcess('one').runNow('sweeep')).rejects.toThrow('no task "sweeep"');
  });
});

describe('the running tasks', () => {
  it('run by their pattern, each tick at its second', async () => {
    const runner = aProcess('one');
    const first = new Promise<Date>((resolve) => {
      work = async ({ at }) => resolve(at);
    });

    runner.start();
    const tick = await first;
    await runner.stop();

    expect(tick.getUTCMilliseconds()).toBe(0);
    expect(await TaskRunModel.findById(`sweep@${tick.toISOString()}`).lean()).toMatchObject({
      state: 'done',
    });
  });

  it('are asked to end when the process stops, and waited for', async () => {
    const runner = aProcess('one');
    let isStopped = false;
    const begun = new Promise<void>((resolve) => {
      work = async ({ signal }) => {
        resolve();
        await new Promise<void>((end) => signal.addEventListener('abort', () => end()));
        isStopped = true;
      };
    });
    const run = runner.runTick('sweep', clock.now());
    await begun;

    await runner.stop();

    expect(isStopped).toBe(true);
    expect(await run).toBe('done');
  });
});
