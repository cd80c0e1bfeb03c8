import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { makeDispatcher, type Dispatcher } from '../../src/services/outbox/dispatcher';
import { later, makeOn, type HandlerMap } from '../../src/services/outbox/on';
import { makeOutbox } from '../../src/services/outbox/outbox.service';
import { after, hours, seconds } from '../../src/utils/clock';
import { inTransaction } from '../../src/utils/transaction';
import { testClock, type TestClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { memoryLogger, type MemoryLogger } from '../helpers/logger';
import { userWith } from '../support/note.actors';

interface Events {
  'lamp.lit': { lampId: string };
}
interface Deps {
  ring(attempt: number): Promise<unknown>;
}

const handlers: HandlerMap<Events, Deps> = {
  'lamp.lit': [makeOn<Events, Deps>()('lamp.lit', 'ring', ({ attempt }, { ring }) => ring(attempt))],
};
let clock: TestClock;
let logger: MemoryLogger;

beforeAll(connectTestDatabase);
beforeEach(() => {
  clock = testClock();
  logger = memoryLogger();
});
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

async function lightALamp(ring: Deps['ring']): Promise<Dispatcher> {
  const outbox = makeOutbox({ clock, handlers });
  const dispatcher = makeDispatcher({ clock, logger, handlers, deps: { ring }, instanceId: 'one' });
  await inTransaction((tx) => outbox.record(tx, 'lamp.lit', { lampId: 'l1' }, { actor: userWith('client') }));
  return dispatcher;
}

describe('a delivery whose time has not come', () => {
  it('waits for its time and runs then', async () => {
    const morning = after(clock.now(), hours(8));
    const runs: Date[] = [];
    const dispatcher = await lightALamp(async () => {
      runs.push(clock.now());
      return Promise.resolve(clock.now() < morning ? later(morning) : undefined);
    });

    await dispatcher.processAll();
    const waiting = await OutboxRowModel.findOne().lean();
    clock.set(after(morning, -1));
    await dispatcher.processAll();
    clock.set(morning);
    await dispatcher.processAll();

    expect(waiting).toMatchObject({ state: 'pending', attempts: 0, nextAttemptAt: morning });
    expect(waiting).not.toHaveProperty('leasedBy');
    expect(runs).toHaveLength(2);
    expect(await OutboxRowModel.findOne().lean()).toMatchObject({ state: 'done' });
  });

  it('is no failure: it may be put off more often than it may fail, and nothing is logged', async () => {
    let runs = 0;
    const dispatcher = await lightALamp(async () => {
      runs += 1;
      return Promise.resolve(later(after(clock.now(), hours(1))));
    });

    for (let i = 0; i < 20; i += 1) {
      await dispatcher.processAll();
      clock.advance(hours(1));
    }

    expect(runs).toBe(20);
    expect(await OutboxRowModel.findOne().lean()).toMatchObject({ state: 'pending', attempts: 0 });
    expect(logger.lines).toEqual([]);
  });

  it('keeps the count of earlier failures', async () => {
    const dispatcher = await lightALamp(async (attempt) => {
      if (attempt === 1) {
        throw new Error('the bell is cold');
      }
      return Promise.resolve(attempt === 2 ? later(after(clock.now(), hours(1))) : undefined);
    });

    await dispatcher.processAll();
    clock.advance(seconds(2));
    await dispatcher.processAll();

    expect(await OutboxRowModel.findOne().lean()).toMatchObject({ state: 'pending', attempts: 1 });
  });

  it('does not run in circles when it names a time that has passed', async () => {
    let runs = 0;
    const dispatcher = await lightALamp(async () => {
      runs += 1;
      return Promise.resolve(later(after(clock.now(), -hours(1))));
    });

    await dispatcher.processAll();

    expect(runs).toBe(1);
    expect(await OutboxRowModel.findOne().lean()).toMatchObject({
      nextAttemptAt: after(clock.now(), seconds(1)),
    });
  });
});
