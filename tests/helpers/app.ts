import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { createApp } from '../../src/app';
import { readConfig, type Config } from '../../src/config';
import { makeContainer, type Container } from '../../src/container';
import { listMounts } from '../../src/routes';
import type { PaymentGateways } from '../../src/services/providers/payments/provider';
import type { MediaProvider } from '../../src/services/providers/media/provider';
import type { SocialVerifier } from '../../src/services/providers/social/provider';
import type { SmsProvider } from '../../src/services/providers/sms/provider';
import type { PushProvider } from '../../src/services/providers/push/provider';
import type { VirusScanner } from '../../src/services/providers/scan/provider';
import { createHttpServer } from '../../src/utils/httpServer';
import type { Mount } from '../../src/utils/route';
import { checkAnswer } from './checkAnswer';
import { testClock, type TestClock } from './clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from './database';
import { watchQueries, type QueryWatch } from './queryWatch';
import { memoryLogger, type MemoryLogger } from './logger';

export interface TestApp {
  readonly container: Container;
  readonly clock: TestClock;
  readonly logger: MemoryLogger;
  readonly server: Server;
  /** Calls the server; each call is one real HTTP request. */
  readonly http: supertest.Agent;
  /** Runs everything that is due in the outbox. */
  drainOutbox(): Promise<void>;
  /** Everything is made anew, as by a process that has just begun: it remembers nothing. Requests still go to the first one. */
  restart(): void;
}

export interface TestAppOptions {
  /** Variables of the environment, above those of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: (config: Config) => Config;
  /** Who takes money; absent: as the configuration says. */
  readonly gateways?: PaymentGateways;
  /** Who carries pushes; absent: the developer inbox. */
  readonly push?: PushProvider;
  /** Who keeps files, and who looks for viruses in them; absent: as the configuration says. */
  readonly media?: MediaProvider;
  readonly scanner?: VirusScanner;
  /** Who carries codes to phones; absent: the developer inbox. */
  readonly sms?: SmsProvider;
  /** Who checks social logins; absent: as the configuration says. */
  readonly social?: SocialVerifier;
  /** Further resources, for what no real one shows. */
  readonly mounts?: (container: Container) => readonly Mount[];
}

/**
 * Starts the app on the test database for the tests of one file: connected before them, emptied after each,
 * left to the next file after them. The returned object is filled before the first test.
 */
export function startTestApp(options: TestAppOptions = {}): TestApp {
  const app = {} as { -readonly [K in keyof TestApp]: TestApp[K] };
  let watch: QueryWatch | undefined;
  const dataDir = mkdtempSync(join(tmpdir(), 'craftworks-test-'));
  beforeAll(async () => {
    const { remake, ...built } = build(options, dataDir);
    Object.assign(app, built, {
      drainOutbox: () => drain(app.container),
      restart: () => void (app.container = remake()),
    });
    await connectTestDatabase();
    watch = watchQueries();
    await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
    app.http = supertest(app.server);
    app.container.sandbox?.listensAt(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
  });
  afterEach(() => emptyDatabase());
  afterAll(async () => {
    await new Promise((resolve) => app.server.close(resolve));
    const unserved = (await watch?.findUnserved()) ?? [];
    await leaveTestDatabase();
    rmSync(dataDir, { recursive: true, force: true });
    expect(unserved).toEqual([]); // queries of the server that no index serves
  });
  return app;
}

interface Built extends Omit<TestApp, 'http' | 'drainOutbox' | 'restart'> {
  readonly remake: () => Container;
}

/** Of bcrypt: what a real hash costs is held by the tests of passwords. */
const LEAST_COST = 4;

/** A busy machine must not turn answers into 503; what is about the deadline sets its own. */
const patient = (config: Config): Config => ({
  ...config,
  http: { ...config.http, deadlineMs: 25_000, fileDeadlineMs: 60_000 },
});

function build(options: TestAppOptions, dataDir: string): Built {
  const clock = testClock();
  const logger = memoryLogger();
  const env = { NODE_ENV: 'test', DATA_DIR: dataDir, LOG_DIR: join(dataDir, 'logs'), ...options.env };
  const config = (options.config ?? patient)(readConfig(env));
  const { gateways, push, media, scanner, sms, social } = options;
  const own = {
    ...(gateways && { gateways }),
    ...(push && { push }),
    ...(media && { media }),
    ...(scanner && { scanner }),
    ...(sms && { sms }),
    ...(social && { social }),
  };
  const given = { config, logger, clock, passwordCost: LEAST_COST, inspect: checkAnswer, ...own };
  const container = makeContainer(given);
  const mounts = [...listMounts(container), ...(options.mounts?.(container) ?? [])];
  const server = createHttpServer(createApp(container, mounts));
  return { container, clock, logger, server, remake: () => makeContainer(given) };
}

async function drain({ dispatcher }: Container): Promise<void> {
  const { failed } = await dispatcher.processAll();
  if (failed > 0) {
    throw new Error(`${failed} deliveries failed; see the test's log`);
  }
}
