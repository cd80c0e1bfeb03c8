import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { connectDatabase, initModels } from '../../src/config/database';
import { makeContainer } from '../../src/container';
import { createHttpServer } from '../../src/utils/httpServer';
import type { World } from './types';
import { withBenchDatabase } from './benchDatabase';
import { makeWorld } from './world';

/** How long a server's event loop stands still under some work: the server in one process, who asks it in this one. */

const TARGET_MS = 20;
const MS = 1e6;
const START_MS = 1_000;
const REST_MS = 3_000;
const SERVER = 'BENCH_STANDSTILL_SERVER';

interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What the work is done with. */
export interface Bench<T> {
  readonly url: string;
  readonly world: World;
  /** What was prepared. */
  readonly given: T;
}

export interface Standstill<T> {
  /** In one word; names the database. */
  readonly name: string;
  /** The file of this benchmark: it is the server's program as well. */
  readonly file: string;
  readonly callers: number;
  /** Before the server serves, in its process. */
  readonly beforeServing?: () => void;
  /** Before anything is measured. */
  prepare(world: World): Promise<T>;
  /** The first work, which loads what is loaded once. */
  first(bench: Bench<T>): Promise<void>;
  /** The work that is measured; gives a line about it. */
  work(bench: Bench<T>): Promise<string>;
}

const say = (line: string): void => console.log(line);

/** Runs such a benchmark, or its server where the process was started as one. */
export function runStandstill<T>(standstill: Standstill<T>): void {
  const isServer = process.env[SERVER] === '1';
  (isServer ? serve(standstill) : main(standstill)).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}

/** Everything as `server.ts` has it; each message ends a measurement and begins the next. */
async function serve({ beforeServing }: Pick<Standstill<never>, 'beforeServing'>): Promise<void> {
  const config = readConfig();
  beforeServing?.();
  const quiet = (): void => undefined;
  const logger = { error: console.error, warn: quiet, info: quiet, debug: quiet };
  const container = makeContainer({ config, logger });
  await connectDatabase(config.mongo.uri ?? '', config.mongo.poolSize);
  container.dispatcher.start();
  const server = createHttpServer(createApp(container));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('message', () => {
    const at = (share: number): number => delay.percentile(share) / MS;
    const seen: Delay = { p50: at(50), p99: at(99), max: delay.max / MS };
    delay.reset();
    process.send?.(seen);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.((server.address() as AddressInfo).port);
}

async function main<T>(standstill: Standstill<T>): Promise<void> {
  const scratchDir = await mkdtemp(join(tmpdir(), `craftworks-${standstill.name}-`));
  try {
    await withBenchDatabase(say, async (uri) => {
      await connectDatabase(uri, 5);
      await initModels();
      await compare(standstill, { MONGODB_URI: uri, DATA_DIR: scratchDir });
    });
  } finally {
    rmSync(scratchDir, { recursive: true, force: true });
  }
}

async function compare<T>(standstill: Standstill<T>, env: Readonly<Record<string, string>>): Promise<void> {
  const secret = randomBytes(48).toString('base64url');
  const world = await makeWorld(secret, standstill.callers);
  const given = await standstill.prepare(world);
  const server = await startServer(standstill.file, { ...env, JWT_SECRET: secret });
  const bench = { url: server.url, world, given };
  await wait(START_MS);
  await server.measured();
  await wait(REST_MS);
  const idle = await server.measured();
  await standstill.first(bench);
  const first = await server.measured();
  const told = await standstill.work(bench);
  const busy = await server.measured();
  server.stop();
  say(`${told} (load of the machine ${loadavg()[0]?.toFixed(1)})`);
  say(line('event loop at rest', idle));
  say(line('first', first));
  say(line(standstill.name, busy));
  say(`${busy.p99 <= TARGET_MS ? 'held' : 'MISSED'}: p99 ≤ ${TARGET_MS} ms`);
}

async function startServer(file: string, env: Readonly<Record<string, string>>) {
  const child = fork(file, [], { env: { ...process.env, NODE_ENV: 'test', ...env, [SERVER]: '1' } });
  const answer = <T>(): Promise<T> =>
    new Promise((resolve) => child.once('message', (said) => resolve(said as T)));
  const port = await answer<number>();
  return {
    url: `http://127.0.0.1:${port}`,
    measured: (): Promise<Delay> => {
      const delay = answer<Delay>();
      child.send('measure');
      return delay;
    },
    stop: (): void => void child.kill('SIGKILL'),
  };
}

const line = (name: string, { p50, p99, max }: Delay): string =>
  `${name.padEnd(20)} p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   max ${max.toFixed(1)} ms`;
