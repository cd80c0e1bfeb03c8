import { UserEventModel } from '../../src/models/userEvent.model';
import { makeEventLog, type EventLog, type NewEvent } from '../../src/services/realtime/eventLog';
import { makePurgeUserEventsTask } from '../../src/services/tasks/purge-user-events.task';
import { days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { memoryLogger } from '../helpers/logger';

beforeAll(connectTestDatabase);
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

const clock = testClock();
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const aUserId = (): string => newId().toHexString();

const event = (userId: string, n: number): NewEvent => ({
  userId,
  name: 'notification',
  payload: { n },
  dedupeKey: `cause ${n}`,
});

const appendAll = async (log: EventLog, userId: string, count: number): Promise<void> => {
  for (const n of upTo(count)) {
    await log.append(event(userId, n));
  }
};

const placesOf = async (userId: string): Promise<number[]> =>
  (await makeEventLog({ clock }).list(userId, { limit: 1_000 })).entries.map(({ seq }) => seq);

const purge = (): Promise<void> =>
  makePurgeUserEventsTask({ clock }).run({
    at: clock.now(),
    logger: memoryLogger(),
    signal: new AbortController().signal,
  });

describe('the event log of a user', () => {
  it('numbers what he is told 1, 2, 3 and does not count what others are told', async () => {
    const log = makeEventLog({ clock });
    const [one, other] = [aUserId(), aUserId()];

    await appendAll(log, one, 3);
    await appendAll(log, other, 2);

    expect(await placesOf(one)).toEqual([1, 2, 3]);
    expect(await placesOf(other)).toEqual([1, 2]);
  });

  it('has neither gaps nor doubles when ten processes tell one user 50 things at once', async () => {
    const userId = aUserId();
    const processes = upTo(10).map(() => makeEventLog({ clock }));
    const fiveOf = (log: EventLog, process: number) =>
      upTo(5).map((n) => log.append(event(userId, process * 10 + n)));

    const entries = await Promise.all(processes.flatMap(fiveOf));

    expect(entries.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(upTo(50));
    expect(await placesOf(userId)).toEqual(upTo(50));
  });

  it('has neither gaps nor doubles when one process tells a user 50 things at once', async () => {
    const userId = aUserId();
    const log = makeEventLog({ clock });

    await Promise.all(upTo(50).map((n) => log.append(event(userId, n))));

    expect(await placesOf(userId)).toEqual(upTo(50));
  });

  it('takes a repeated cause once and answers with the first entry, also in another process', async () => {
    const userId = aUserId();
    const [here, there] = [makeEventLog({ clock }), makeEventLog({ clock })];
    const first = await here.append(event(userId, 1));
    await here.append(event(userId, 2));

    const again = [await here.append(event(userId, 1)), await there.append(event(userId, 1))];

    expect(again).toEqual([first, first]);
    expect(await placesOf(userId)).toEqual([1, 2]);
  });

  it('takes a cause once when both processes bring it at the same time', async () => {
    const userId = aUserId();
    const logs = upTo(10).map(() => makeEventLog({ clock }));

    const entries = await Promise.all(logs.map((log) => log.append(event(userId, 7))));

    expect(new Set(entries.map(({ seq }) => seq))).toEqual(new Set([1]));
    expect(await placesOf(userId)).toEqual([1]);
  });

  it('keeps what is told as plain JSON, the same at once and later', async () => {
    const userId = aUserId();
    const payload = { at: new Date(0), id: newId(), absent: undefined, amount: 5 };
    const log = makeEventLog({ clock });

    const told = await log.append({ userId, name: 'wallet_update', payload, dedupeKey: 'a' });

    expect(told.payload).toEqual({ at: '1970-01-01T00:00:00.000Z', id: payload.id.toHexString(), amount: 5 });
    expect((await log.list(userId, { limit: 1 })).entries).toEqual([told]);
  });

  it('goes on counting after a process failed to see the newest place', async () => {
    const userId = aUserId();
    const [here, there] = [makeEventLog({ clock }), makeEventLog({ clock })];
    await appendAll(here, userId, 2);
    await there.append(event(userId, 3));

    const fourth = await here.append(event(userId, 4));

    expect(fourth.seq).toBe(4);
  });
});

describe('reading the log', () => {
  it('gives page after page in order, and says where the newest event is', async () => {
    const userId = aUserId();
    const log = makeEventLog({ clock });
    await appendAll(log, userId, 7);

    const first = await log.list(userId, { since: 0, limit: 4 });
    const second = await log.list(userId, { since: 4, limit: 4 });

    expect(first.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(first).toMatchObject({ since: 0, newest: 7 });
    expect(second.entries.map(({ payload }) => payload['n'])).toEqual([5, 6, 7]);
  });

  it('answers 410 when some events since then are no longer kept, and begins with the oldest one when not asked', async () => {
    const userId = aUserId();
    const log = makeEventLog({ clock });
    await appendAll(log, userId, 3);
    clock.advance(days(31));
    await log.append(event(userId, 4));
    await purge();

    const tooOld = log.list(userId, { since: 1, limit: 10 });

    await expect(tooOld).rejects.toMatchObject({ code: 'event.tooOld', status: 410, pub: { oldestId: 3 } });
    expect((await log.list(userId, { limit: 10 })).entries.map(({ seq }) => seq)).toEqual([3, 4]);
    expect((await log.list(userId, { since: 2, limit: 10 })).entries).toHaveLength(2);
  });
});

describe('the purge', () => {
  it('keeps 30 days, and never gives a place a second time to a user who was told nothing since', async () => {
    const [quiet, busy] = [aUserId(), aUserId()];
    const log = makeEventLog({ clock });
    await appendAll(log, quiet, 5);
    await appendAll(log, busy, 2);
    clock.advance(days(29));
    await log.append(event(busy, 3));
    clock.advance(days(2));

    await purge();
    await purge();

    expect(await placesOf(quiet)).toEqual([5]);
    expect(await placesOf(busy)).toEqual([2, 3]);
    expect((await makeEventLog({ clock }).append(event(quiet, 6))).seq).toBe(6);
    expect(await UserEventModel.countDocuments()).toBe(4);
  });
});
