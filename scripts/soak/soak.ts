import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { seedCatalogue } from '../../seeds/seedServices';
import { randomOf } from '../../seeds/world/random';
import { readConfig } from '../../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../../src/config/database';
import { makeLogger } from '../../src/config/logger';
import { makeContainer } from '../../src/container';
import { seconds } from '../../src/utils/clock';
import { systemActor } from '../../src/utils/types/actor';
import { openDatabase } from '../local-mongo';
import { freePort } from '../local-mongo/ports';
import { audit } from './audit';
import { wordsOf, type Tally } from './caller';
import { makeCompany, type Company } from './company';
import { makeServers, type Servers } from './servers';
import type { Successor } from './settle';

export interface SoakWish {
  readonly kills: number;
  /** A client and a craftsman each. */
  readonly pairs: number;
  /** After so many kills everything is looked at; and in the end. */
  readonly every: number;
  readonly seed: string;
}

export interface SoakResult extends Tally {
  readonly seconds: number;
}

type Say = (line: string) => void;

const POOL = 20;
/** Longer than the lease of a request, a delivery or a webhook that was under way. */
const AHEAD_MS = seconds(65);
/** Minutes: each kill takes 65 s of the clock, and no hire shall lapse while its payment is on its way. */
const DAY = 1_440;
/** A server lives for so many answers at most, and is not waited for longer than that. */
const MOST_ANSWERS = 60;
const LONGEST_LIFE_MS = seconds(10);
const POLL_MS = 4;

/** Plays on a database of its own that stays up, kills, and looks at what has become of it all. */
export async function soak(wish: SoakWish, say: Say): Promise<SoakResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'craftworks-soak-'));
  chmodSync(scratch, 0o755);
  const database = await openDatabase({
    uri: process.env['MONGODB_URI'],
    dataDir: join(scratch, 'data'),
    say,
  });
  try {
    const uri = new URL(database.uri);
    uri.pathname = `/craftworks_soak_${process.pid}`;
    await connectDatabase(uri.href, POOL);
    await initModels();
    await seedCatalogue(say);
    return await play(wish, { uri: uri.href, dir: scratch }, say);
  } finally {
    await mongoose.connection.dropDatabase();
    await disconnectDatabase();
    await database.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Place {
  readonly uri: string;
  readonly dir: string;
}

interface Soaking {
  readonly wish: SoakWish;
  readonly servers: Servers;
  readonly company: Company;
  readonly successor: Successor;
  readonly time: { aheadMs: number };
  readonly tally: Tally;
  readonly say: Say;
}

async function play(wish: SoakWish, place: Place, say: Say): Promise<SoakResult> {
  const port = await freePort();
  const env = envOf(place, port);
  const time = { aheadMs: 0 };
  const clock = { now: () => new Date(Date.now() + time.aheadMs) };
  const config = readConfig(env);
  const container = makeContainer({
    config,
    clock,
    logger: makeLogger({ ...config.logs, toConsole: false }),
  });
  await container.settings.change(systemActor, { edits: [{ key: 'job.hireLapseCardMinutes', value: DAY }] });
  const tally: Tally = { answers: 0, cutOff: 0, retries: 0, found: 0, findings: [] };
  const world = { ...container, url: `http://127.0.0.1:${port}`, tally };
  const company = await makeCompany(world, wish);
  const advance = (ms: number): void => void (time.aheadMs += ms);
  const servers = makeServers(env);
  const began = performance.now();
  try {
    await killAll({ wish, servers, company, successor: { container, port, advance }, time, tally, say });
  } finally {
    await servers.close();
  }
  return { ...tally, seconds: (performance.now() - began) / 1_000 };
}

const envOf = ({ uri, dir }: Place, port: number): Record<string, string> => ({
  NODE_ENV: 'test',
  DATA_DIR: dir,
  LOG_DIR: join(dir, 'logs'),
  MONGODB_URI: uri,
  PORT: String(port),
  JWT_SECRET: randomBytes(32).toString('base64url'),
  FIELD_MASTER_KEY: randomBytes(32).toString('base64'),
});

async function killAll(soaking: Soaking): Promise<void> {
  const { wish, servers, company, time } = soaking;
  const random = randomOf(`kills ${wish.seed}`);
  await servers.start(time.aheadMs);
  company.play();
  for (let kill = 1; kill <= wish.kills; kill += 1) {
    await answersMore(soaking.tally, 1 + random.below(MOST_ANSWERS));
    await servers.kill();
    time.aheadMs += AHEAD_MS;
    await servers.start(time.aheadMs);
    if (kill % wish.every === 0 || kill === wish.kills) {
      await lookAt(soaking, kill);
    }
  }
  await company.pause();
}

/** By answers, not by time: so much has happened also where the machine is slow; what is under way then is anywhere. */
async function answersMore(tally: Tally, count: number): Promise<void> {
  const [wanted, deadline] = [tally.answers + count, performance.now() + LONGEST_LIFE_MS];
  while (tally.answers < wanted && performance.now() < deadline) {
    await wait(POLL_MS);
  }
}

/** Stories come to their end, what they began too; then everything is compared, and the play goes on. */
async function lookAt(
  { wish, servers, company, successor, time, tally, say }: Soaking,
  kill: number,
): Promise<void> {
  await company.pause();
  await servers.kill();
  time.aheadMs += AHEAD_MS;
  const found = await audit(successor, company.players);
  tally.findings.push(...found.map((finding) => `after ${kill} kills: ${finding}`));
  tally.findings.splice(0).forEach((finding) => {
    say(`  FOUND ${finding}`);
    tally.found += 1;
  });
  say(`${kill} kills, ${wordsOf(tally)}`);
  if (kill < wish.kills) {
    await servers.start(time.aheadMs);
    company.play();
  }
}
