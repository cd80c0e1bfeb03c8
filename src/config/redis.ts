import type { Logger } from '../utils/types/logger';

/** A connection to Redis that fails at once while Redis is away, so that the insurance behind it takes over. */
export interface RedisConnection {
  readonly client: object;
  close(): void;
}

/** Connects to Redis; the package is loaded only where a REDIS_URL is set. */
export async function connectRedis(url: string, logger: Logger): Promise<RedisConnection> {
  const { createClient } = await import('redis');
  const client = createClient({ url, disableOfflineQueue: true });
  let isAway = false;
  client.on('error', (error: unknown) => {
    if (!isAway) {
      logger.warn('redis is away', { error });
    }
    isAway = true;
  });
  client.on('ready', () => {
    isAway = false;
    logger.info('redis is there');
  });
  await client.connect();
  return {
    client,
    close: () => void client.destroy(),
  };
}
