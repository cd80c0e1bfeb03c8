import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { personOf } from '../../seeds/world/people';
import { seedReading } from '../../seeds/jobs/reading';
import { seedCatalogue } from '../../seeds/seedServices';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { connectDatabase, initModels } from '../../src/config/database';
import { makeContainer } from '../../src/container';
import { JobMatchModel } from '../../src/models/jobMatch.model';
import { UserModel, type User } from '../../src/models/user.model';
import { listingOf } from '../../src/services/craftsmen/listing';
import { geoPoint } from '../../src/utils/geo';
import { createHttpServer } from '../../src/utils/httpServer';
import { toObjectId } from '../../src/utils/ids';
import { systemActor } from '../../src/utils/types/actor';
import { withBenchDatabase } from './benchDatabase';
import { raiseLimits } from './raiseLimits';
import type { Caller } from './types';
import { makeWorld } from './world';

/**
 * How long it takes until all who match a new job are told of it, and what that does to those who look at jobs meanwhile.
 * Run: tsx scripts/bench/matching.ts [craftsmen]. The server is a process of its own; the load is in this one.
 */
const CRAFTSMEN = Number(process.argv[2] ?? 10_000);
const GOAL = { seconds: 30, slowdown: 2 };
const READERS = 4;
const ALONE_MS = 10_000;
const LONGEST_MS = 180_000;
const AT_ONCE = 500;
const POOL = 8;
const CAIRO = geoPoint(31.2357, 30.0444);

const say = (line: string): void => console.log(line);

/** The server's side: everything as `server.ts` has it. */
async function serve(): Promise<void> {
  const config = readConfig();
  const quiet = (): void => undefined;
  const logger = { error: console.error, warn: console.warn, info: quiet, debug: quiet };
  const container = makeContainer({ config, logger });
  raiseLimits();
  await connectDatabase(config.mongo.uri ?? '', config.mongo.poolSize);
  container.dispatcher.start();
  const server = createHttpServer(createApp(container));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.send?.((server.address() as AddressInfo).port);
}

const main = (): Promise<void> =>
  withBenchDatabase(say, async (uri) => {
    await connectDatabase(uri, POOL);
    await initModels();
    const secret = randomBytes(48).toString('base64');
    const [caller] = (await makeWorld(secret, 1)).callers;
    if (!caller) {
      throw new Error('nobody posts the job');
    }
    const service = await fill();
    const { url, child } = await start(uri, secret);
    try {
      await measure(`${url}/api/jobs`, caller, service);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

/** So many craftsmen of one trade around one place, and the setting by which all of them are told. */
async function fill(): Promise<string> {
  await seedCatalogue(() => undefined);
  const trade = seedReading.catalogue.all.find(({ parent }) => parent !== undefined);
  if (!trade) {
    throw new Error('the catalogue is empty');
  }
  const now = new Date();
  const listed = (index: number): User => {
    const person = personOf('craftsman', index, now);
    const known = {
      isAvailable: true,
      verificationStatus: 'Verified',
      serviceId: toObjectId(trade.id),
    } as const;
    const user = {
      ...person,
      location: CAIRO,
      ...(person.craftsman && { craftsman: { ...person.craftsman, ...known, radiusKm: 25 } }),
    };
    return { ...user, listing: listingOf(user, seedReading.catalogue) };
  };
  for (let from = 0; from < CRAFTSMEN; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, CRAFTSMEN - from);
    await UserModel.collection.insertMany(Array.from({ length: count }, (_, i) => listed(from + i)));
  }
  const config = readConfig({
    NODE_ENV: 'test',
    DATA_DIR: join(tmpdir(), `craftworks-bench-${process.pid}`),
  });
  const quiet = (): void => undefined;
  const { settings } = makeContainer({
    config,
    logger: { error: quiet, warn: quiet, info: quiet, debug: quiet },
  });
  await settings.change(systemActor, { edits: [{ key: 'matching.notified', value: CRAFTSMEN }] });
  return trade.id;
}

async function start(uri: string, secret: string): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(__filename, ['serve'], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      MONGODB_URI: uri,
      JWT_SECRET: secret,
      DATA_DIR: join(tmpdir(), `craftworks-bench-${process.pid}`),
    },
  });
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, child };
}

async function measure(url: string, { token }: Caller, service: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = async (): Promise<string> => {
    const body = JSON.stringify({
      title: 'A tap that drips',
      description: 'Day and night, in the kitchen.',
      service,
      address: { city: 'Cairo' },
      location: CAIRO,
    });
    const answer = await fetch(url, { method: 'POST', headers, body });
    return ((await answer.json()) as { data: { id: string } }).data.id;
  };
  const jobId = await post();
  await untilTold(jobId);
  const look = async (): Promise<void> => {
    const answer = await fetch(`${url}/${jobId}`, { headers });
    await answer.arrayBuffer();
    if (!answer.ok) {
      throw new Error(`the job was answered with ${answer.status}`);
    }
  };
  const alone = await timesOf(look, wait(ALONE_MS));
  const begun = performance.now();
  const other = await post();
  const meanwhile = await timesOf(look, untilTold(other));
  const seconds = (performance.now() - begun) / 1_000;
  report({ seconds, alone, meanwhile });
}

/** The times of the readers, sorted, until something has happened. */
async function timesOf(look: () => Promise<void>, end: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const state = { isOver: false };
  const ended = end.then(() => void (state.isOver = true));
  const read = async (): Promise<void> => {
    while (!state.isOver) {
      const from = performance.now();
      await look();
      times.push(performance.now() - from);
    }
  };
  await Promise.all([ended, ...Array.from({ length: READERS }, read)]);
  return times.sort((a, b) => a - b);
}

async function untilTold(jobId: string): Promise<void> {
  const from = performance.now();
  while (performance.now() - from < LONGEST_MS) {
    const told = await JobMatchModel.findOne({ jobId: toObjectId(jobId) }, { told: 1 }).lean();
    if (told?.told === CRAFTSMEN) {
      return;
    }
    await wait(100);
  }
  throw new Error(`not all were told within ${LONGEST_MS / 1_000} s`);
}

interface Measured {
  readonly seconds: number;
  readonly alone: readonly number[];
  readonly meanwhile: readonly number[];
}

function report({ seconds, alone, meanwhile }: Measured): void {
  const p99 = (times: readonly number[]): number => times[Math.floor(times.length * 0.99)] ?? 0;
  const slowdown = p99(meanwhile) / p99(alone);
  say(
    `${CRAFTSMEN} craftsmen told of one job in ${seconds.toFixed(1)} s (goal ≤ ${GOAL.seconds} for 10,000)`,
  );
  say(
    `job detail p99 ${p99(alone).toFixed(1)} ms alone (${alone.length} requests), ` +
      `${p99(meanwhile).toFixed(1)} ms meanwhile (${meanwhile.length}): ${slowdown.toFixed(2)} × (goal ≤ ${GOAL.slowdown})`,
  );
}

(process.argv[2] === 'serve' ? serve() : main()).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
