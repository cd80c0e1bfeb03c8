import { RateLimitModel } from '../../src/models/rateLimit.model';
import type { CounterStore } from '../../src/services/limits/counterStore';
import { makeMongoCounterStore } from '../../src/services/limits/mongoCounterStore';
import { purgeRateLimits } from '../../src/services/limits/purgeRateLimits';
import { makeRateCounters } from '../../src/services/limits/rateCounters';
import { minutes, seconds } from '../../src/utils/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';

let now: Date;
const clock = { now: () => now };
const hit = { limit: 'read', caller: 'address:192.0.2.1', windowMs: minutes(15) };

const aLog = () => ({ warn: jest.fn(), info: jest.fn() });
const aProcess = (store: CounterStore = makeMongoCounterStore(), logger = aLog()) =>
  makeRateCounters({ clock, logger, store });

beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);

beforeEach(async () => {
  now = new Date('2026-03-01T10:00:00Z');
  await emptyDatabase();
});

describe('strict limits', () => {
  it('are counted exactly when two processes hit at once', async () => {
    const [one, two] = [aProcess(), aProcess()];

    const tallies = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two).hitStrict({ ...hit, limit: 'otpSend' })),
    );

    const used = tallies.map(({ used: nth }) => nth).sort((a, b) => a - b);
    expect(used).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('begin anew when the window of the injected clock ends', async () => {
    const counters = aProcess();
    const first = await counters.hitStrict(hit);

    now = new Date(first.endsAt);
    const next = await counters.hitStrict(hit);

    expect([first.used, next.used]).toEqual([1, 1]);
    expect(next.endsAt).toBe(first.endsAt + minutes(15));
  });
});

describe('lax limits', () => {
  it('cost no round trip and are added up by the flush, over processes', async () => {
    const [one, two] = [aProcess(), aProcess()];
    Array.from({ length: 7 }, () => one.hit(hit));
    two.hit(hit);
    const stored = await RateLimitModel.countDocuments();

    await one.flush();
    await two.flush();
    const seenByTwo = two.hit(hit).used;
    one.hit(hit);
    await two.flush();
    await one.flush();

    expect(stored).toBe(0);
    expect(seenByTwo).toBe(9);
    expect(one.hit(hit).used).toBe(11);
  });

  it('lose no hit when many processes flush the same new keys at once', async () => {
    const processes = Array.from({ length: 4 }, () => aProcess());
    const callers = Array.from({ length: 25 }, (_, i) => ({ ...hit, caller: `user:${i}` }));
    for (const counters of processes) {
      callers.forEach((caller) => counters.hit(caller));
    }

    await Promise.all(processes.map((counters) => counters.flush()));

    const rows = await RateLimitModel.find().lean();
    expect(rows.map(({ points }) => points)).toEqual(callers.map(() => 4));
  });

  it('are sent once more when the process stops', async () => {
    const counters = aProcess();
    counters.start();
    counters.hit(hit);

    await counters.stop();

    expect(await RateLimitModel.findOne().lean()).toMatchObject({ points: 1 });
  });

  it('begin anew when the window ends', async () => {
    const counters = aProcess();
    const { endsAt } = counters.hit(hit);
    await counters.flush();

    now = new Date(endsAt);

    expect(counters.hit(hit)).toEqual({ used: 1, endsAt: endsAt + minutes(15) });
  });
});

describe('while the shared store is away', () => {
  const brokenStore = () => {
    const real = makeMongoCounterStore();
    const state = { away: true, calls: 0 };
    const through = async <T>(work: () => Promise<T>): Promise<T> => {
      state.calls += 1;
      if (state.away) {
        throw new Error('connection refused');
      }
      return work();
    };
    const store: CounterStore = {
      add: (count) => through(() => real.add(count)),
      addAll: (counts) => through(() => real.addAll(counts)),
    };
    return { state, store };
  };

  it('the process goes on with its own counts and says so once', async () => {
    const { store, state } = brokenStore();
    const logger = aLog();
    const counters = aProcess(store, logger);

    const used = [];
    for (let i = 0; i < 3; i += 1) {
      used.push((await counters.hitStrict(hit)).used);
      now = new Date(now.getTime() + seconds(2));
    }

    expect(used).toEqual([1, 2, 3]);
    expect(state.calls).toBe(3);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('a request does not wait for the store that has just failed', async () => {
    const { store, state } = brokenStore();
    const counters = aProcess(store);

    await counters.hitStrict(hit);
    await counters.hitStrict(hit);

    expect(state.calls).toBe(1);
  });

  it('lax hits are kept and reach the store when it is back', async () => {
    const { store, state } = brokenStore();
    const logger = aLog();
    const counters = aProcess(store, logger);
    counters.hit(hit);
    counters.hit(hit);
    await counters.flush();

    state.away = false;
    now = new Date(now.getTime() + seconds(2));
    await counters.flush();

    expect(counters.hit(hit).used).toBe(3);
    expect(await RateLimitModel.findOne().lean()).toMatchObject({ points: 2 });
    expect(logger.info).toHaveBeenCalledTimes(1);
  });
});

it('the purge deletes the counts of windows that have ended and no others', async () => {
  const counters = aProcess();
  await counters.hitStrict(hit);
  await counters.hitStrict({ ...hit, limit: 'upload', windowMs: minutes(60) });

  now = new Date(now.getTime() + minutes(15));
  const deleted = await purgeRateLimits({ clock });

  expect(deleted).toBe(1);
  expect((await RateLimitModel.find().lean()).map(({ key }) => key.split(':')[0])).toEqual(['upload']);
});
