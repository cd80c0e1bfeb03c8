import { makeAccountLimits, type AccountLimit } from '../../src/services/limits/accountLimits';
import { minutes, seconds } from '../../src/utils/clock';
import { TooMany } from '../../src/utils/errors';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';

let now: Date;
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};
const limits = makeAccountLimits({ clock: { now: () => now } });

const login: AccountLimit = { tries: 5, windowMs: minutes(15), delaysMs: [0, 0, seconds(10), seconds(30)] };
const key = 'login:account:6650';

const refusalOf = async (work: Promise<unknown>): Promise<TooMany> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TooMany)) {
    throw new Error('a refusal was expected', { cause: error });
  }
  return error;
};

beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);

beforeEach(async () => {
  now = new Date('2026-03-01T10:00:00Z');
  await emptyDatabase();
});

it('the first tries come at once, then the waiting grows', async () => {
  await limits.consume(key, login);
  await limits.consume(key, login);
  await limits.consume(key, login);
  const early = await refusalOf(limits.consume(key, login));
  later(seconds(10));
  const fourth = await limits.consume(key, login);

  expect(early.retryAfterSeconds).toBe(10);
  expect(fourth).toEqual({ used: 4, retryAfterSeconds: 30 });
});

it('a try that comes too early takes nothing and prolongs nothing', async () => {
  await limits.consume(key, { ...login, delaysMs: [seconds(10)] });
  later(seconds(4));
  await refusalOf(limits.consume(key, login));
  await refusalOf(limits.consume(key, login));

  expect(await limits.peek(key, login)).toEqual({ used: 1, retryAfterSeconds: 6 });
});

it('after the last try the account waits for the end of the window, then starts afresh', async () => {
  const free: AccountLimit = { ...login, tries: 2, delaysMs: [0] };
  await limits.consume(key, free);
  later(minutes(5));
  await limits.consume(key, free);
  const spent = await refusalOf(limits.consume(key, free));
  later(minutes(10));
  const fresh = await limits.consume(key, free);

  expect(spent.retryAfterSeconds).toBe(600);
  expect(fresh).toEqual({ used: 1, retryAfterSeconds: 0 });
});

it('tries that race for one account never exceed its limit', async () => {
  const free: AccountLimit = { ...login, tries: 3, delaysMs: [0] };

  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => limits.consume(key, free)));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect((await limits.peek(key, free)).used).toBe(3);
});

it('of tries that race during a growing delay one gets through', async () => {
  const slow: AccountLimit = { ...login, delaysMs: [seconds(30)] };

  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => limits.consume(key, slow)));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('a reset forgets the tries of this account only', async () => {
  await limits.consume(key, login);
  await limits.consume('login:account:6651', login);

  await limits.reset(key);

  expect((await limits.peek(key, login)).used).toBe(0);
  expect((await limits.peek('login:account:6651', login)).used).toBe(1);
});
