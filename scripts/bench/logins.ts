import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import bcrypt from 'bcryptjs';
import mongoose from 'mongoose';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../../src/config/database';
import { limits } from '../../src/config/limits';
import { makeContainer } from '../../src/container';
import { createHttpServer } from '../../src/utils/httpServer';
import { openDatabase } from '../local-mongo';
import { makeWorld } from './world';

/**
 * How long the server's event loop stands still while people sign in, eight a second.
 * Run: tsx scripts/bench/logins.ts [seconds]. The server is a process of its own; the people are in this one.
 */
const SECONDS = Number(process.argv[2] ?? 15);
const PER_SECOND = 8;
const PEOPLE = 16;
const PASSWORD = 'correct horse battery';
const TARGET_MS = 20;
const MS = 1e6;

interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const say = (line: string): void => console.log(line);

/** The server's side: everything as `server.ts` has it; each message ends a measurement and begins the next. */
async function serve(): Promise<void> {
  const config = readConfig();
  Object.assign(limits.authAttempt, { anonymous: Number.MAX_SAFE_INTEGER });
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

const answerOf = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve) => child.once('message', (answer) => resolve(answer as T)));

async function measured(child: ChildProcess): Promise<Delay> {
  const answer = answerOf<Delay>(child);
  child.send('measure');
  return answer;
}

/** Milliseconds of one login; nothing when the server was too busy for it. */
async function signIn(url: string, person: number): Promise<number | undefined> {
  const begun = performance.now();
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: `caller${person % PEOPLE}@example.org`, password: PASSWORD }),
  });
  const text = await response.text();
  if (response.status !== 200 && response.status !== 503) {
    throw new Error(`login answered ${response.status}: ${text}`);
  }
  return response.status === 200 ? performance.now() - begun : undefined;
}

/** Logins at their pace, whether or not those before are done. */
async function signAllIn(url: string, seconds: number): Promise<number[]> {
  const logins: ReturnType<typeof signIn>[] = [];
  for (let person = 0; person < seconds * PER_SECOND; person += 1) {
    logins.push(signIn(url, person));
    await wait(1_000 / PER_SECOND);
  }
  const times = (await Promise.all(logins)).filter((ms) => ms !== undefined);
  return times.sort((a, b) => a - b);
}

const line = (name: string, { p50, p99, max }: Delay): string =>
  `${name.padEnd(28)} p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   max ${max.toFixed(1)} ms`;

async function compare(uri: string, dataDir: string): Promise<void> {
  const secret = randomBytes(48).toString('base64url');
  const { db } = await makeWorld(secret, PEOPLE);
  await db.collection('users').updateMany({}, { $set: { passwordHash: await bcrypt.hash(PASSWORD, 10) } });
  const env = { ...process.env, NODE_ENV: 'test', MONGODB_URI: uri, JWT_SECRET: secret, DATA_DIR: dataDir };
  const child = fork(__filename, [], { env: { ...env, LOGINS_SERVER: '1' } });
  const url = `http://127.0.0.1:${await answerOf<number>(child)}`;
  await wait(1_000);
  await measured(child);
  await wait(3_000);
  const idle = await measured(child);
  await signAllIn(url, 2);
  const first = await measured(child);
  const times = await signAllIn(url, SECONDS);
  const busy = await measured(child);
  child.kill('SIGKILL');
  const half = times[Math.floor(times.length / 2)] ?? Number.NaN;
  say(
    `${times.length} of ${SECONDS * PER_SECOND} logins, ${PER_SECOND} a second: p50 ${half.toFixed(0)} ms (load ${loadavg()[0]?.toFixed(1)})`,
  );
  say(line('event loop at rest', idle));
  say(line('first logins (threads start)', first));
  say(line('logins', busy));
  say(`${busy.p99 <= TARGET_MS ? 'held' : 'MISSED'}: p99 ≤ ${TARGET_MS} ms`);
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'craftworks-logins-'));
  const database = await openDatabase({ uri: process.env['MONGODB_URI'], dataDir, say });
  const uri = new URL(database.uri);
  uri.pathname = `/bench_logins_${process.pid}`;
  try {
    await connectDatabase(uri.href, 5);
    await initModels();
    await compare(uri.href, dataDir);
  } finally {
    await mongoose.connection.db?.dropDatabase();
    await disconnectDatabase();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const isServer = process.env['LOGINS_SERVER'] === '1';
(isServer ? serve() : main()).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
