import express, { type Express } from 'express';
import request from 'supertest';
import { noErrorTracker } from '../../src/config/errorTracker';
import { limits } from '../../src/config/limits';
import { makeErrorHandler } from '../../src/middleware/errorHandler';
import { makeRateLimit } from '../../src/middleware/rateLimit';
import { requestContext } from '../../src/middleware/requestContext';
import { makeMongoCounterStore } from '../../src/services/limits/mongoCounterStore';
import { makeRateCounters } from '../../src/services/limits/rateCounters';
import { minutes } from '../../src/utils/clock';
import type { UserActor } from '../../src/utils/types/actor';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';

let now: Date;
const clock = { now: () => now };
const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };

/** A server with one lax and one strict route; `x-user` stands for a signed-in caller. */
function anApp(trustProxy: number | string = 0): Express {
  const counters = makeRateCounters({ clock, logger, store: makeMongoCounterStore() });
  const limit = makeRateLimit({ clock, counters });
  const app = express().set('trust proxy', trustProxy).use(requestContext);
  app.use((req, _res, next) => {
    const id = req.get('x-user');
    if (id) {
      req.actor = {
        kind: 'user',
        id,
        roles: ['client'],
        locale: 'en',
        sessionId: 's',
        scope: 'full',
      } satisfies UserActor;
    }
    next();
  });
  const [read, contact] = [limit('read'), limit('contact')];
  app.get('/read', async (req, res) => {
    await read(req, res);
    res.json({});
  });
  app.get('/contact', async (req, res) => {
    await contact(req, res);
    res.json({});
  });
  return app.use(makeErrorHandler({ logger, errorTracker: noErrorTracker }));
}

const times = async (n: number, work: () => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < n; i += 1) {
    await work();
  }
};

beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);

beforeEach(async () => {
  now = new Date('2026-03-01T10:00:00Z');
  await emptyDatabase();
});

it('the 101st anonymous request of a window is refused with the time to wait', async () => {
  const app = anApp();
  await times(99, () => request(app).get('/read'));
  now = new Date(now.getTime() + minutes(5));

  const hundredth = await request(app).get('/read');
  const refused = await request(app).get('/read');

  expect(hundredth.status).toBe(200);
  expect(hundredth.headers).toMatchObject({
    'ratelimit-limit': '100',
    'ratelimit-remaining': '0',
    'ratelimit-reset': '600',
    'ratelimit-policy': '100;w=900',
  });
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe('600');
  expect(refused.body).toMatchObject({ success: false, code: 'request.tooMany', statusCode: 429 });
});

it('a new window of the injected clock gives new points', async () => {
  const app = anApp();
  await times(100, () => request(app).get('/read'));

  now = new Date(now.getTime() + minutes(15));
  const answer = await request(app).get('/read');

  expect(answer.status).toBe(200);
  expect(answer.headers['ratelimit-remaining']).toBe('99');
});

it('a signed-in caller has points of his own, whatever his address has used', async () => {
  const app = anApp();
  await times(100, () => request(app).get('/read'));

  const anonymous = await request(app).get('/read');
  const one = await request(app).get('/read').set('x-user', 'u1');
  const other = await request(app).get('/read').set('x-user', 'u2');

  expect(anonymous.status).toBe(429);
  expect(one.headers['ratelimit-remaining']).toBe(String(limits.read.signedIn - 1));
  expect(other.headers['ratelimit-remaining']).toBe(String(limits.read.signedIn - 1));
});

it('a spoofed X-Forwarded-For changes nothing without a trusted proxy', async () => {
  const app = anApp();

  await request(app).get('/read').set('X-Forwarded-For', '198.51.100.1');
  const answer = await request(app).get('/read').set('X-Forwarded-For', '198.51.100.2');

  expect(answer.headers['ratelimit-remaining']).toBe('98');
});

it('behind a trusted proxy the client counts, an IPv6 one with his whole /56 network', async () => {
  const app = anApp(1);
  const from = (address: string) => request(app).get('/read').set('X-Forwarded-For', address);

  await from('2001:db8:1:1::1');
  const neighbour = await from('2001:db8:1:1:ffff::2');
  const stranger = await from('2001:db8:2:1::1');
  const spoofing = await from('203.0.113.9, 2001:db8:2:1::1');

  expect(neighbour.headers['ratelimit-remaining']).toBe('98');
  expect(stranger.headers['ratelimit-remaining']).toBe('99');
  expect(spoofing.headers['ratelimit-remaining']).toBe('98');
});

it('a strict limit holds over two processes at once', async () => {
  const [one, two] = [anApp(), anApp()];

  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => request(i % 2 ? one : two).get('/contact')),
  );

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(limits.contact.anonymous);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(12 - limits.contact.anonymous);
});
