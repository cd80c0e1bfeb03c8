import { fork, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { connectDatabase, initModels } from '../../src/config/database';
import { limits } from '../../src/config/limits';
import { makeContainer } from '../../src/container';
import { DeviceModel } from '../../src/models/device.model';
import type { PushProvider } from '../../src/services/providers/push/provider';
import { createHttpServer } from '../../src/utils/httpServer';
import { newId, toObjectId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import type { Caller } from './types';
import { withBenchDatabase } from './benchDatabase';
import { makeWorld } from './world';

/**
 * How soon an event's push is handed to the vendor's SDK while the server also answers requests, stores the notice,
 * writes the activity, tells the socket and sends the mail of each event.
 * Run: tsx scripts/bench/pushes.ts [events a second]. The server is a process of its own; the load is in this one.
 */
const PER_SECOND = Number(process.argv[2] ?? 10);
const SECONDS = 30;
const USERS = 300;
const READERS = 4;
/** What a vendor takes to answer: the line of a user waits for it. */
const VENDOR_MS = 80;
const TARGET = { p99Ms: 5_000 };
const SETTLE_MS = 60_000;

type Order = { readonly userId: string } | 'times';
const say = (line: string): void => console.log(line);

/** The server's side: everything as `server.ts` has it, with a vendor that notes when each push comes to it. */
async function serve(): Promise<void> {
  const config = readConfig();
  const quiet = (): void => undefined;
  const logger = { error: console.error, warn: console.warn, info: quiet, debug: quiet };
  const begun = new Map<string, number>();
  const times: number[] = [];
  const push: PushProvider = {
    name: 'fcm',
    async send({ data }) {
      times.push(performance.now() - (begun.get(data['withdrawalId'] ?? '') ?? Number.NaN));
      await wait(VENDOR_MS);
      return { deadTokens: [], missed: [] };
    },
  };
  const container = makeContainer({ config, logger, push });
  for (const limit of Object.values(limits)) {
    Object.assign(limit, { anonymous: Number.MAX_SAFE_INTEGER, signedIn: Number.MAX_SAFE_INTEGER });
  }
  await connectDatabase(config.mongo.uri ?? '', config.mongo.poolSize);
  container.dispatcher.start();
  const server = createHttpServer(createApp(container));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.on('message', (order: Order) => {
    if (order === 'times') {
      process.send?.(times);
      return;
    }
    const withdrawalId = newId().toHexString();
    begun.set(withdrawalId, performance.now());
    const fact = { withdrawalId, ...order, amountMinor: 12_300, currency: 'EGP', gateway: 'manual' } as const;
    void inTransaction((tx) => container.outbox.record(tx, 'withdrawal.paid', fact, { actor: systemActor }));
  });
  process.send?.((server.address() as AddressInfo).port);
}

interface ServerUnderTest {
  readonly url: string;
  tell(userId: string): void;
  times(): Promise<number[]>;
  stop(): void;
}

async function startServer(uri: string, secret: string): Promise<ServerUnderTest> {
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    MONGODB_URI: uri,
    JWT_SECRET: secret,
    DATA_DIR: join(tmpdir(), 'craftworks-bench-pushes'),
  };
  const child: ChildProcess = fork(__filename, ['serve'], { env });
  const next = <T>(): Promise<T> =>
    new Promise((resolve) => child.once('message', (told: T) => resolve(told)));
  const port = await next<number>();
  return {
    url: `http://127.0.0.1:${port}`,
    tell: (userId) => void child.send({ userId }),
    times: () => {
      const answer = next<number[]>();
      child.send('times');
      return answer;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}

/** Gives everybody a phone. */
async function makeDevices(callers: readonly Caller[]): Promise<void> {
  const now = new Date();
  const devices = callers.map(({ userId }) => {
    const token = `bench-${userId}`;
    const tokenKey = createHash('sha256').update(token).digest('hex');
    const ids = { _id: newId(), userId: toObjectId(userId), sessionId: newId() };
    return { ...ids, platform: 'android' as const, token, tokenKey, createdAt: now, seenAt: now };
  });
  await DeviceModel.insertMany(devices);
}

/** Asks one thing after the other until the time is over; says how much was answered. */
async function read(url: string, callers: readonly Caller[], until: number): Promise<number> {
  let answered = 0;
  while (performance.now() < until) {
    const { token = '' } = callers[answered % callers.length] ?? {};
    const response = await fetch(`${url}/api/notifications`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    await response.arrayBuffer();
    answered += response.status === 200 ? 1 : 0;
  }
  return answered;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

async function measure(uri: string): Promise<void> {
  const secret = randomBytes(48).toString('base64');
  await connectDatabase(uri, 5);
  await initModels();
  const { callers } = await makeWorld(secret, USERS);
  await makeDevices(callers);
  const server = await startServer(uri, secret);
  try {
    const until = performance.now() + SECONDS * 1_000;
    const readers = Array.from({ length: READERS }, () => read(server.url, callers, until));
    let told = 0;
    for (; performance.now() < until; told += 1) {
      server.tell(callers[(told * 37) % callers.length]?.userId ?? '');
      await wait(1_000 / PER_SECOND);
    }
    const answered = (await Promise.all(readers)).reduce((sum, count) => sum + count, 0);
    report({ times: await allTimes(server, told), told, answered });
  } finally {
    server.stop();
  }
}

/** Waits until every push was handed over, or says which were not. */
async function allTimes(server: ServerUnderTest, told: number): Promise<number[]> {
  const end = performance.now() + SETTLE_MS;
  let times = await server.times();
  while (times.length < told && performance.now() < end) {
    await wait(500);
    times = await server.times();
  }
  return times.sort((a, b) => a - b);
}

interface Outcome {
  readonly times: readonly number[];
  readonly told: number;
  readonly answered: number;
}

function report({ times, told, answered }: Outcome): void {
  const perSecond = (count: number): string => (count / SECONDS).toFixed(0);
  say(`${told} events, ${perSecond(told)} a second, beside ${perSecond(answered)} answers a second`);
  say(
    `event → the vendor's SDK: p50 ${at(times, 0.5).toFixed(0)} ms, p95 ${at(times, 0.95).toFixed(0)} ms, ` +
      `p99 ${at(times, 0.99).toFixed(0)} ms (bar ${TARGET.p99Ms} ms); ${times.length} of ${told} handed over`,
  );
}

const main = (): Promise<void> => withBenchDatabase(say, measure);

(process.argv[2] === 'serve' ? serve() : main().then(() => process.exit(0))).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
