import { connectRedis, type RedisConnection } from '../../src/config/redis';
import { makeRateCounters } from '../../src/services/limits/rateCounters';
import { makeRedisCounterStore } from '../../src/services/limits/redisCounterStore';
import { minutes } from '../../src/utils/clock';
import { testClock } from '../helpers/clock';
import { memoryLogger } from '../helpers/logger';
import { startRedis, type RedisServer } from '../helpers/redisServer';

const clock = testClock();
const logger = memoryLogger();
const hit = { limit: 'authAttempt', caller: 'address:192.0.2.1', windowMs: minutes(15) };
let server: RedisServer;
const connections: RedisConnection[] = [];

async function aProcess() {
  const connection = await connectRedis(server.url, logger);
  connections.push(connection);
  return makeRateCounters({ clock, logger, store: makeRedisCounterStore(connection.client) });
}

beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  for (const connection of connections) {
    connection.close();
  }
  await server.stop();
});

it('limits counted in Redis are exact over two processes, and go on alone when Redis is gone', async () => {
  const [one, two] = [await aProcess(), await aProcess()];

  const shared = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).hitStrict(hit)));
  await server.stop();
  const alone = await one.hitStrict(hit);

  expect(shared.map(({ used }) => used).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  expect(alone.used).toBeGreaterThan(0);
  expect(logger.lines.some(({ level }) => level === 'warn')).toBe(true);
});
