import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase, type LocalDatabase } from './scripts/local-mongo';
import { seedIfEmpty } from './seeds/seed';
import { createApp } from './src/app';
import { readConfig, type Config } from './src/config';
import { connectDatabase, disconnectDatabase, initModels } from './src/config/database';
import { InvalidEnvironment } from './src/config/env';
import { makeErrorTracker } from './src/config/errorTracker';
import { makeLogger, type ClosableLogger } from './src/config/logger';
import { connectRedis, type RedisConnection } from './src/config/redis';
import { makeContainer, type Container } from './src/container';
import { listMounts } from './src/routes';
import { createHttpServer } from './src/utils/httpServer';
import type { Mount } from './src/utils/route';
import type { TrustProxy } from './src/utils/clientAddress';

interface Running {
  readonly server: Server;
  readonly database: LocalDatabase;
  readonly container: Container;
  readonly logger: ClosableLogger;
  readonly redis: RedisConnection | undefined;
}

const CLOSE_IDLE_EVERY_MS = 50;
/** Longer than a request may run, for other processes may share the folder. */
const STALE_UPLOAD_MS = 15 * 60_000;
const SERVER_LIMITS = { requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export interface ServeOptions {
  /** Further resources, for what no real one shows. */
  readonly mounts?: (container: Container) => readonly Mount[];
  /** What tests want otherwise than the environment says. */
  readonly config?: (config: Config) => Config;
}

/** Runs the server until it is told to stop: configuration → database → collections and indexes → listen → drain. */
export async function serve({ mounts, config: changed }: ServeOptions = {}): Promise<void> {
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  const read = readConfig();
  const config = changed?.(read) ?? read;
  const logger = makeLogger({ ...config.logs, toConsole: true });
  const database = await openDatabase({
    uri: config.mongo.uri,
    mongodBinary: config.mongo.binary,
    dataDir: config.dataDir,
    allowDownload: !config.isProduction,
    say,
  });
  try {
    const redis = config.redisUrl ? await connectRedis(config.redisUrl, logger) : undefined;
    const container = makeContainer({
      config,
      logger,
      errorTracker: await makeErrorTracker(config.sentryDsn),
      ...(redis && { redis: redis.client, bus: redis.bus }),
    });
    await connectDatabase(database.uri, config.mongo.poolSize);
    await initModels();
    await container.mediaSweep.tempFiles(new Date(Date.now() - STALE_UPLOAD_MS));
    await checkKeys(container);
    await seedIfEmpty(database, config, { passwords: container.passwords, say });
    const app = createApp(container, [...listMounts(container), ...(mounts?.(container) ?? [])]);
    const server = createHttpServer(app, SERVER_LIMITS);
    container.gateway.attach(server, app.get('trust proxy fn') as TrustProxy);
    await listen(server, config);
    open({ server, database, container, logger, redis });
  } catch (error) {
    await disconnectDatabase();
    await database.stop();
    throw error;
  }
}

/** Without the master key of before, payout details cannot be read: said at once, not by the first one who asks. */
async function checkKeys({ fieldKeys, health, logger }: Container): Promise<void> {
  if (await fieldKeys.lacksMasterKey()) {
    logger.error('a master key of encrypted fields is missing: add it to FIELD_MASTER_KEYS_OLD');
    health.warn('fields.masterKeyMissing');
  }
}

function listen(server: Server, { http }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(http.port, http.host, resolve);
  });
}

function open(running: Running): void {
  const { container, server } = running;
  container.counters.start();
  container.dispatcher.start();
  container.tasks.start();
  container.jobViews.start();
  stopOnSignal(running);
  const { address, family, port } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  container.sandbox?.start(url);
  container.health.opened();
  say(`Craftworks listens on ${url} after ${process.uptime().toFixed(1)} s`);
  say(`  documentation   ${url}/docs`);
  if (!container.config.isProduction) {
    say(`  mail, SMS, push ${url}/dev/inbox`);
  }
}

function stopOnSignal(running: Running): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      return;
    }
    isStopping = true;
    running.logger.info('stopping', { signal });
    drain(running).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`stopping failed: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Readiness goes first, then sockets (their apps connect again elsewhere) and new connections, then what runs (10 s at most), then the rest. */
async function drain({ server, database, container, logger, redis }: Running): Promise<void> {
  container.health.draining();
  container.gateway.close();
  await closeServer(server, container.config.http.drainMs);
  await container.tasks.stop();
  await container.sandbox?.stop();
  await container.dispatcher.stop();
  await container.jobViews.stop();
  await container.counters.stop();
  redis?.close();
  await disconnectDatabase();
  await database.stop();
  await logger.close();
}

/** A kept-alive connection is idle once its answer is out: it is closed then, and no request of it is lost. */
async function closeServer(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const closeAll = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(closeAll);
}

/** Ends the process with what is wrong: a wrong setting needs no stack. */
export function fail(error: unknown): void {
  const text = error instanceof InvalidEnvironment ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

if (require.main === module) {
  serve().catch(fail);
}
