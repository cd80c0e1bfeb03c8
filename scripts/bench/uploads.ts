import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import mongoose from 'mongoose';
import sharp from 'sharp';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../../src/config/database';
import { makeContainer } from '../../src/container';
import { openDatabase } from '../local-mongo';
import type { Caller } from './types';
import { makeWorld } from './world';

/**
 * How long the server's event loop stands still while photos of 4 MB are uploaded.
 * Run: tsx scripts/bench/uploads.ts [photos]. The server is a process of its own; the phones are in this one.
 */
const PHOTOS = Number(process.argv[2] ?? 40);
const IN_PARALLEL = 4;
/** Each may send 60 an hour. */
const CALLERS = Math.ceil((PHOTOS + 1) / 50);
const TARGET_MS = 20;
const MS = 1e6;
const MB = 1024 * 1024;
const WIDTH = 4_000;
const HEIGHT = 3_000;

interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const say = (line: string): void => console.log(line);

/** The server's side: everything as `server.ts` has it; each message ends a measurement and begins the next. */
async function serve(): Promise<void> {
  const config = readConfig();
  const quiet = (): void => undefined;
  const logger = { error: console.error, warn: console.warn, info: quiet, debug: quiet };
  const container = makeContainer({ config, logger });
  await connectDatabase(config.mongo.uri ?? '', config.mongo.poolSize);
  const server = createServer(createApp(container));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('message', () => {
    const seen: Delay = {
      p50: delay.percentile(50) / MS,
      p99: delay.percentile(99) / MS,
      max: delay.max / MS,
    };
    delay.reset();
    process.send?.(seen);
  });
  process.send?.((server.address() as AddressInfo).port);
}

const answerOf = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve) => child.once('message', (answer) => resolve(answer as T)));

async function measured(child: ChildProcess): Promise<Delay> {
  const answer = answerOf<Delay>(child);
  child.send('measure');
  return answer;
}

/** A photo as a phone takes it: 12 million pixels, about 4 MB. */
async function aPhoto(): Promise<Buffer> {
  const small = { width: WIDTH / 5, height: HEIGHT / 5, channels: 3 } as const;
  const grain = sharp(randomBytes(small.width * small.height * 3), { raw: small });
  return grain.resize(WIDTH, HEIGHT, { kernel: 'cubic' }).jpeg({ quality: 88 }).toBuffer();
}

async function upload(url: string, token: string, photo: Buffer): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([photo]), 'photo.jpg');
  const response = await fetch(`${url}/api/uploads`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
  if (response.status !== 201) {
    throw new Error(`upload answered ${response.status}: ${await response.text()}`);
  }
  await response.arrayBuffer();
}

async function uploadAll(url: string, callers: readonly Caller[], photo: Buffer): Promise<void> {
  const left = Array.from({ length: PHOTOS }, (_, index) => index);
  const phone = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      await upload(url, callers[next % callers.length]?.token ?? '', photo);
    }
  };
  await Promise.all(Array.from({ length: IN_PARALLEL }, phone));
}

const line = (name: string, { p50, p99, max }: Delay): string =>
  `${name.padEnd(28)} p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   max ${max.toFixed(1)} ms`;

async function compare(uri: string, dataDir: string): Promise<void> {
  const secret = randomBytes(48).toString('base64url');
  const { callers } = await makeWorld(secret, CALLERS);
  const photo = await aPhoto();
  const env = { ...process.env, NODE_ENV: 'test', MONGODB_URI: uri, JWT_SECRET: secret, DATA_DIR: dataDir };
  const child = fork(__filename, [], { env: { ...env, UPLOADS_SERVER: '1' } });
  const url = `http://127.0.0.1:${await answerOf<number>(child)}`;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await measured(child);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const idle = await measured(child);
  await upload(url, callers[0]?.token ?? '', photo);
  const first = await measured(child);
  const begun = performance.now();
  await uploadAll(url, callers, photo);
  const seconds = (performance.now() - begun) / 1_000;
  const busy = await measured(child);
  child.kill('SIGKILL');
  say(
    `${PHOTOS} photos of ${(photo.length / MB).toFixed(1)} MB, ${IN_PARALLEL} at a time: ${(PHOTOS / seconds).toFixed(1)} a second`,
  );
  say(line('event loop at rest', idle));
  say(line('first photo (library loads)', first));
  say(line('photos', busy));
  say(`${busy.p99 <= TARGET_MS ? 'held' : 'MISSED'}: p99 ≤ ${TARGET_MS} ms`);
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'craftworks-uploads-'));
  const database = await openDatabase({ uri: process.env['MONGODB_URI'], dataDir, say });
  const uri = new URL(database.uri);
  uri.pathname = `/bench_uploads_${process.pid}`;
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

const isServer = process.env['UPLOADS_SERVER'] === '1';
(isServer ? serve() : main()).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
