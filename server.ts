import { createServer, type Server } from 'node:http';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { openDatabase, type LocalDatabase } from './scripts/local-mongo';
import { createApp } from './src/app';
import { readConfig, type Config } from './src/config';
import { connectDatabase, disconnectDatabase, initModels } from './src/config/database';
import { InvalidEnvironment } from './src/config/env';
import { makeLogger, type ClosableLogger } from './src/config/logger';
import { makeContainer, type Container } from './src/container';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Starts the server: configuration → database → collections and indexes → listen; drains on SIGTERM. */
async function main(): Promise<void> {
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  const config = readConfig();
  const logger = makeLogger({ ...config.logs, toConsole: true });
  const database = await openDatabase({
    uri: config.mongo.uri,
    mongodBinary: config.mongo.binary,
    dataDir: config.dataDir,
    allowDownload: !config.isProduction,
    say,
  });
  const container = makeContainer({ config, logger });
  const server = await startServing(container, database);
  container.health.opened();
  announce(server, config);
  stopOnSignal({ server, database, container, logger });
}

async function startServing(container: Container, database: LocalDatabase): Promise<Server> {
  const { config, counters, dispatcher, tasks } = container;
  await connectDatabase(database.uri, config.mongo.poolSize);
  await initModels();
  counters.start();
  dispatcher.start();
  tasks.start();
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 },
    createApp(container),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.http.port, config.http.host, resolve);
  });
  return server;
}

function announce(server: Server, config: Config): void {
  const { port } = server.address() as AddressInfo;
  const url = `http://${config.http.host.includes(':') ? `[${config.http.host}]` : config.http.host}:${port}`;
  say(`Craftworks listens on ${url} after ${process.uptime().toFixed(1)} s`);
  say(`  documentation  ${url}/docs`);
}

interface Running {
  readonly server: Server;
  readonly database: LocalDatabase;
  readonly container: Container;
  readonly logger: ClosableLogger;
}

function stopOnSignal(running: Running): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (!isStopping) {
      isStopping = true;
      running.logger.info('stopping', { signal });
      void drain(running).then(() => process.exit(0));
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Readiness goes first, then new connections, then what runs (10 s at most), then the rest. */
async function drain({ server, database, container, logger }: Running): Promise<void> {
  const { config, health, counters, dispatcher, tasks } = container;
  health.draining();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), config.http.drainMs);
  await closed;
  clearTimeout(timer);
  await tasks.stop();
  await dispatcher.stop();
  await counters.stop();
  await disconnectDatabase();
  await database.stop();
  await logger.close();
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof InvalidEnvironment ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(1);
});
