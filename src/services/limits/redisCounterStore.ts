import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Count, CounterStore } from './counterStore';

/** Counts in Redis; `client` is a node-redis client with `disableOfflineQueue`, so that it fails at once when Redis is away. */
export function makeRedisCounterStore(client: object): CounterStore {
  const limiter = new RateLimiterRedis({
    storeClient: client,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    keyPrefix: 'limit',
    points: 1,
    duration: 1,
  });

  const add = async ({ key, points, windowMs }: Count): Promise<number> => {
    const options = { customDuration: Math.ceil((2 * windowMs) / 1000) };
    const { consumedPoints } = await limiter.penalty(key, points, options);
    return consumedPoints;
  };

  // The client sends what is asked in one turn of the event loop as one pipeline.
  const addAll = async (counts: readonly Count[]): Promise<ReadonlyMap<string, number>> =>
    new Map(await Promise.all(counts.map(async (count) => [count.key, await add(count)] as const)));
  return { add, addAll };
}
