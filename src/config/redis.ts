import type { Bus } from '../utils/types/bus';
import type { Logger } from '../utils/types/logger';

/** A connection to Redis that fails at once while Redis is away, so that the insurance behind it takes over. */
export interface RedisConnection {
  readonly client: object;
  /** Between all processes that are connected to this Redis. */
  readonly bus: Bus;
  close(): void;
}

const CHANNEL = 'craftworks:peers';
/** A server whose Redis is away starts without it and takes it up when it comes. */
const PATIENCE_MS = 2_000;

/** Connects to Redis; the package is loaded only where a REDIS_URL is set. */
export async function connectRedis(url: string, logger: Logger): Promise<RedisConnection> {
  const { createClient } = await import('redis');
  const client = createClient({ url, disableOfflineQueue: true });
  // Who listens can do nothing else: Redis wants a connection of its own for it.
  const listener = client.duplicate();
  const ears = new Set<(text: string) => void>();
  const hear = (text: string): void => ears.forEach((ear) => ear(text));
  watch(client, logger);
  listener.on('error', (error: unknown) => logger.debug('redis listener is away', { error }));
  listener.on('ready', () => {
    listener.subscribe(CHANNEL, hear).catch((error: unknown) => {
      logger.warn('redis listener could not begin', { error });
    });
  });
  const connected = Promise.all([client.connect(), listener.connect()]).catch((error: unknown) => {
    logger.warn('redis given up', { error });
  });
  await patiently(connected);
  return {
    client,
    bus: {
      publish: (text) => client.publish(CHANNEL, text),
      listen: (ear) => void ears.add(ear),
    },
    close() {
      client.destroy();
      listener.destroy();
    },
  };
}

interface Watched {
  on(event: 'error' | 'ready', listener: (error?: unknown) => void): unknown;
}

/** Says once that it is away and once that it is back. */
function watch(client: Watched, logger: Logger): void {
  let isAway = false;
  client.on('error', (error) => {
    if (!isAway) {
      logger.warn('redis is away', { error });
    }
    isAway = true;
  });
  client.on('ready', () => {
    isAway = false;
    logger.info('redis is there');
  });
}

async function patiently(connected: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([connected, late]);
  clearTimeout(timer);
}
