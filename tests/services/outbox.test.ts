import { OutboxRowModel, type OutboxRow } from '../../src/models/outboxRow.model';
import { backoffMs, makeDispatcher, type Dispatcher } from '../../src/services/outbox/dispatcher';
import { makeOutbox } from '../../src/services/outbox/outbox.service';
import { claim, findDue } from '../../src/services/outbox/rows';
import { makePurgeOutboxTask } from '../../src/services/tasks/purge-outbox.task';
import { days, minutes } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import { currentRequest, withRequest } from '../../src/utils/requestContext';
import { inTransaction } from '../../src/utils/transaction';
import { testClock, type TestClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { memoryLogger, type MemoryLogger } from '../helpers/logger';
import { userWith } from '../support/note.actors';
import { noteHandlers, type NoteDeps } from '../support/note.events';

const LEASE_MS = minutes(1);
const actor = userWith('client');
let clock: TestClock;
let logger: MemoryLogger;
let told: string[];
let tell: NoteDeps['tell'];

beforeAll(connectTestDatabase);
beforeEach(() => {
  clock = testClock();
  logger = memoryLogger();
  told = [];
  tell = (whom) => void told.push(whom);
});
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

const aProcess = (instanceId = 'one', options: { leaseMs?: number; concurrency?: number } = {}): Dispatcher =>
  makeDispatcher({
    clock,
    logger,
    handlers: noteHandlers,
    deps: { tell: (whom, delivery) => tell(whom, delivery) },
    instanceId,
    leaseMs: LEASE_MS,
    ...options,
  });
const publish = (outbox = makeOutbox({ clock, handlers: noteHandlers })): Promise<void> =>
  inTransaction((tx) => outbox.record(tx, 'note.published', { noteId: 'n1', text: 'Hello' }, { actor }));
const publishMany = async (times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) {
    await publish();
  }
};
const rows = (): Promise<OutboxRow[]> =>
  OutboxRowModel.find().sort({ handler: 1 }).lean<OutboxRow[]>().exec();
const states = async (): Promise<string[]> =>
  (await rows()).map(({ handler, state }) => `${handler} ${state}`);
const failing =
  (whom: string): NoteDeps['tell'] =>
  async (who) => {
    told.push(who);
    if (who === whom) {
      throw new Error(`${who} is out`);
    }
  };

describe('recording an event', () => {
  it('stores one row per handler, each with the whole event', async () => {
    await withRequest({ requestId: 'r1' }, () => publish());

    const stored = await rows();
    expect(stored).toHaveLength(2);
    expect(new Set(stored.map(({ eventId }) => eventId.toHexString())).size).toBe(1);
    expect(stored[0]).toMatchObject({
      event: 'note.published',
      handler: 'tell-librarian',
      data: { noteId: 'n1', text: 'Hello' },
      actor: { id: actor.id, role: 'client' },
      requestId: 'r1',
      at: clock.now(),
      state: 'pending',
      attempts: 0,
    });
  });

  it('leaves nothing behind when the transaction rolls back, and calls nobody', async () => {
    const outbox = makeOutbox({ clock, handlers: noteHandlers });
    const listener = jest.fn();
    outbox.onRecorded(listener);

    const work = inTransaction(async (tx) => {
      await outbox.record(tx, 'note.published', { noteId: 'n1', text: 'Hello' }, { actor });
      throw new Error('rolled back');
    });

    await expect(work).rejects.toThrow('rolled back');
    expect(await rows()).toEqual([]);
    expect(listener).not.toHaveBeenCalled();
  });

  it('nudges once the commit is through', async () => {
    const outbox = makeOutbox({ clock, handlers: noteHandlers });
    const listener = jest.fn();
    outbox.onRecorded(listener);

    await publish(outbox);

    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('stores nothing for an event that nobody needs to hear of', async () => {
    const outbox = makeOutbox({ clock, handlers: noteHandlers });

    await inTransaction((tx) => outbox.record(tx, 'note.amended', { noteId: 'n1' }, { actor }));

    expect(await rows()).toEqual([]);
  });
});

describe('delivering', () => {
  it('runs every handler once and marks its row done', async () => {
    await publish();

    const first = await aProcess().processAll();
    const second = await aProcess().processAll();

    expect([first, second]).toEqual([
      { done: 2, failed: 0 },
      { done: 0, failed: 0 },
    ]);
    expect(told.sort()).toEqual(['librarian', 'reader']);
    expect((await rows()).map(({ doneAt }) => doneAt)).toEqual([clock.now(), clock.now()]);
  });

  it('marks a row done only after its effect', async () => {
    const seen: string[] = [];
    tell = async () => {
      seen.push(...(await states()));
    };
    await inTransaction((tx) =>
      makeOutbox({ clock, handlers: noteHandlers }).record(tx, 'note.archived', { noteId: 'n1' }, { actor }),
    );

    await aProcess().processAll();

    expect(seen).toEqual(['tell-librarian pending']);
    expect(await states()).toEqual(['tell-librarian done']);
  });

  it('shows a handler the request that caused the event', async () => {
    const seen: (string | undefined)[] = [];
    tell = () => void seen.push(currentRequest()?.requestId);
    await withRequest({ requestId: 'r1' }, () => publish());

    await aProcess().processAll();

    expect(seen).toEqual(['r1', 'r1']);
  });

  it('delivers also what handlers record', async () => {
    const outbox = makeOutbox({ clock, handlers: noteHandlers });
    tell = async (whom) => {
      told.push(whom);
      if (whom === 'reader') {
        await inTransaction((tx) => outbox.record(tx, 'note.archived', { noteId: 'n1' }, { actor }));
      }
    };
    await publish();

    const { done } = await aProcess().processAll();

    expect(done).toBe(3);
  });

  it('runs each row in one process only, when several look at once', async () => {
    const ids: string[] = [];
    tell = (_whom, { deliveryId }) => void ids.push(deliveryId);
    await publishMany(30);

    const ends = await Promise.all([aProcess('one').processAll(), aProcess('two').processAll()]);

    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
    expect(ends.reduce((sum, { done }) => sum + done, 0)).toBe(60);
  });

  it('takes of what it has seen only the rows that no other process took meanwhile', async () => {
    await publishMany(3);
    const seen = await findDue(clock.now(), 10);
    const lease = { now: clock.now(), leaseMs: LEASE_MS };

    const [first, second] = [seen.slice(1, 4), seen.slice(0, 5)];
    const ofOne = await claim(first, { ...lease, instanceId: 'one' });
    const ofTwo = await claim(second, { ...lease, instanceId: 'two' });

    expect(ofOne.map(idOf)).toEqual(first.map(idOf));
    expect(ofTwo.map(idOf)).toEqual([seen[0], seen[4]].flatMap((row) => (row ? [idOf(row)] : [])));
    const owners = new Map((await rows()).map((row) => [idOf(row), row.leasedBy]));
    expect(seen.map((row) => owners.get(idOf(row)))).toEqual(['two', 'one', 'one', 'one', 'two', undefined]);
    expect(new Set([...ofOne, ...ofTwo].map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });

  it('never runs more at a time than it may', async () => {
    let running = 0;
    let most = 0;
    tell = async () => {
      running += 1;
      most = Math.max(most, running);
      await OutboxRowModel.findOne().exec();
      running -= 1;
    };
    await publishMany(10);

    await aProcess('one', { concurrency: 3 }).processAll();

    expect(most).toBe(3);
  });
});

describe('a handler that fails', () => {
  it('is repeated alone, later, by the clock', async () => {
    tell = failing('reader');
    await publish();
    const process = aProcess();

    const first = await process.processAll();
    const tooEarly = await process.processAll();
    clock.advance(backoffMs(1));
    tell = (whom) => void told.push(`${whom} again`);
    const second = await process.processAll();

    expect([first, tooEarly, second]).toEqual([
      { done: 1, failed: 1 },
      { done: 0, failed: 0 },
      { done: 1, failed: 0 },
    ]);
    expect(told.sort()).toEqual(['librarian', 'reader', 'reader again']);
    expect(await states()).toEqual(['tell-librarian done', 'tell-reader done']);
  });

  it('is given the same delivery id each time, so that its effect can be recognised', async () => {
    const ids: string[] = [];
    tell = (whom, { deliveryId }) => {
      if (whom === 'reader') {
        ids.push(deliveryId);
        throw new Error('out');
      }
    };
    await publish();
    const process = aProcess();

    await process.processAll();
    clock.advance(backoffMs(1));
    await process.processAll();

    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('is dead after eight tries: logged, counted, listed, and alive again when staff say so', async () => {
    tell = failing('reader');
    await publish();
    const process = aProcess();

    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await process.processAll();
      clock.advance(minutes(10));
    }

    expect(told.filter((whom) => whom === 'reader')).toHaveLength(8);
    expect(logger.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'outbox row is dead',
    ]);
    expect(await process.stats()).toEqual({ lagMs: 0, dead: 1 });
    const [dead] = await process.listDead();
    expect(dead).toMatchObject({
      handler: 'tell-reader',
      state: 'dead',
      attempts: 8,
      lastError: 'reader is out',
    });

    tell = (whom) => void told.push(`${whom} revived`);
    const id = dead?._id.toHexString() ?? '';
    expect(await process.revive(id)).toBe(true);
    expect(await process.revive(id)).toBe(false);
    await process.processAll();

    expect(told.at(-1)).toBe('reader revived');
    expect((await process.stats()).dead).toBe(0);
  });

  it('waits longer after each failure, ten minutes at most', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map(backoffMs);

    expect(waits).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, 600_000, 600_000]);
  });

  it('is given up, and told so, when it does not end within its lease', async () => {
    let reason: unknown;
    tell = async (whom, { signal }) => {
      if (whom === 'reader') {
        signal.addEventListener('abort', () => (reason = signal.reason));
        await new Promise<never>(() => undefined);
      }
      told.push(whom);
    };
    await publish();

    const { failed } = await aProcess('one', { leaseMs: 100 }).processAll();

    expect(failed).toBe(1);
    expect(told).toEqual(['librarian']);
    expect((await rows())[1]?.lastError).toBe('not finished within 80 ms');
    expect(reason).toEqual(new Error('not finished within 80 ms'));
  });

  it('is missing in this process: the row waits for a process that has it', async () => {
    await publish();
    await OutboxRowModel.updateOne({ handler: 'tell-reader' }, { handler: 'tell-printer' });

    const { failed } = await aProcess().processAll();

    expect(failed).toBe(1);
    expect(logger.lines.map(({ message }) => message)).toEqual(['outbox handler failed']);
  });
});

describe('a process that dies', () => {
  const claimedBy = async (instanceId: string, attempts = 1): Promise<void> => {
    const leaseUntil = new Date(clock.now().getTime() + LEASE_MS);
    await OutboxRowModel.updateMany(
      {},
      { leasedBy: instanceId, leaseUntil, nextAttemptAt: leaseUntil, attempts },
    );
  };

  it('leaves its rows to others once the lease has ended, not before', async () => {
    await publish();
    await claimedBy('dead');
    const other = aProcess('other');

    const before = await other.processAll();
    clock.advance(LEASE_MS);
    const afterwards = await other.processAll();

    expect([before.done, afterwards.done]).toEqual([0, 2]);
    expect(told.sort()).toEqual(['librarian', 'reader']);
  });

  it('parks a row that kills every process that runs it', async () => {
    await publish();
    await claimedBy('dead', 8);
    clock.advance(LEASE_MS);

    await aProcess().processAll();

    expect(told).toEqual([]);
    expect(await states()).toEqual(['tell-librarian dead', 'tell-reader dead']);
  });

  it('that comes back late does not disturb the run that took over', async () => {
    await inTransaction((tx) =>
      makeOutbox({ clock, handlers: noteHandlers }).record(tx, 'note.archived', { noteId: 'n1' }, { actor }),
    );
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let second: Promise<unknown> = Promise.resolve();
    tell = async () => {
      clock.advance(LEASE_MS);
      await new Promise<void>((begun) => {
        tell = () => {
          begun();
          return held;
        };
        second = aProcess('two').processAll();
      });
      throw new Error('too late');
    };

    await aProcess('one', { concurrency: 1 }).processAll();
    const [meanwhile] = await rows();
    release();
    await second;
    const [afterwards] = await rows();

    expect(meanwhile).toMatchObject({ state: 'pending', leasedBy: 'two', attempts: 2 });
    expect(meanwhile?.lastError).toBeUndefined();
    expect(afterwards).toMatchObject({ state: 'done', attempts: 2 });
  });
});

describe('the running dispatcher', () => {
  it('delivers when nudged, and drains what runs when it stops', async () => {
    const outbox = makeOutbox({ clock, handlers: noteHandlers });
    const dispatcher = aProcess();
    outbox.onRecorded(dispatcher.nudge);
    const begun = new Promise<void>((resolve) => {
      tell = async (whom) => {
        resolve();
        await OutboxRowModel.findOne().exec();
        told.push(whom);
      };
    });
    dispatcher.start();

    await publish(outbox);
    await begun;
    await dispatcher.stop();

    const pending = (await states()).filter((state) => state.endsWith('pending'));
    expect(told.length + pending.length).toBe(2);
    expect(told.length).toBeGreaterThan(0);
  });

  it('says once that the database is away, and goes on when it is back', async () => {
    await publish();
    const find = jest.spyOn(OutboxRowModel, 'find').mockImplementation(() => {
      throw new Error('away');
    });
    const dispatcher = aProcess();
    const delivered = new Promise<void>((resolve) => {
      tell = (whom) => {
        told.push(whom);
        if (told.length === 2) {
          resolve();
        }
      };
    });

    dispatcher.start();
    await Promise.resolve();
    dispatcher.nudge();
    await new Promise((resolve) => setImmediate(resolve));
    find.mockRestore();
    dispatcher.nudge();
    await delivered;
    await dispatcher.stop();

    expect(logger.lines.map(({ message }) => message)).toEqual([
      'outbox cannot reach the database',
      'outbox goes on',
    ]);
  });

  it('measures how long the oldest row has waited', async () => {
    await publish();
    clock.advance(minutes(3));

    expect(await aProcess().stats()).toEqual({ lagMs: minutes(3), dead: 0 });
  });
});

describe('the purge', () => {
  it('deletes what was done more than seven days ago, never what is pending or dead', async () => {
    await publish();
    await aProcess().processAll();
    clock.advance(days(8));
    await publish();
    await OutboxRowModel.updateOne({ state: 'pending' }, { state: 'dead', nextAttemptAt: new Date(0) });
    const context = { at: clock.now(), logger, signal: new AbortController().signal };

    await makePurgeOutboxTask({ clock }).run(context);

    expect((await states()).map((state) => state.split(' ')[1]).sort()).toEqual(['dead', 'pending']);
  });
});
