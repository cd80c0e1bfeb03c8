import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type mongo } from 'mongoose';
import { connectDatabase, disconnectDatabase } from '../../src/config/database';
import { openDatabase } from '../local-mongo';
import { buildForBench, CACHE } from './build';
import { measureGrowth } from './growth';
import { measureLedger } from './ledger/postings';
import { makeQueue, runRound, type LoadOptions, type Round } from './load';
import { readOptions, type BenchOptions } from './options';
import { hottest } from './profile';
import { reportOf } from './report';
import { alignAnswers } from './sameAnswer';
import { me } from './scenarios/me';
import { startServer, type ServerProcess } from './serverProcess';
import type { Scenario, ServerPlan } from './types';
import { makeWorld } from './world';

const POOL = 50;
const say = (line: string): void => console.log(line);

interface Bench {
  readonly options: BenchOptions;
  readonly buildDir: string;
  readonly scratchDir: string;
  /** A MongoDB address with the name of a database that the benchmark may drop. */
  readonly uri: string;
}

/** Ours beside the limit, A-B-A-B, each in its own process on one database; the load comes from this one. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.only === 'ledger') {
    await measureLedger({ ...options, say });
    return;
  }
  const scratchDir = mkdtempSync(join(tmpdir(), 'craftworks-bench-'));
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  const database = await openDatabase({
    uri: process.env['MONGODB_URI'],
    dataDir: join(dataDir, 'bench'),
    say,
  });
  try {
    const uri = new URL(database.uri);
    uri.pathname = `/craftworks_bench_${process.pid}`;
    const bench = { options, scratchDir, uri: uri.href, buildDir: buildForBench() };
    for (const [index, scenario] of options.scenarios.entries()) {
      await runScenario(scenario, { bench, next: options.scenarios[index + 1] });
    }
    if (options.only === 'growth') {
      await runGrowth(bench);
    }
  } finally {
    await database.stop();
    rmSync(scratchDir, { recursive: true, force: true });
  }
}

interface Place {
  readonly bench: Bench;
  readonly next: Scenario | undefined;
}

async function runScenario(scenario: Scenario, { bench, next }: Place): Promise<void> {
  const plan = planOf(scenario, bench);
  const ours = await startServer('ours', bench.buildDir, plan);
  const limit = await startServer('limit', bench.buildDir, plan);
  await connectDatabase(bench.uri, 2);
  try {
    const world = await makeWorld(plan.env['JWT_SECRET'] ?? '');
    const requests = await scenario.prepare(world);
    await measure({ scenario, ours, limit, db: world.db, options: bench.options, requests });
  } finally {
    await ours.stop();
    await limit.stop();
    if (scenario.world === undefined || scenario.world !== next?.world) {
      await mongoose.connection.dropDatabase();
    }
    await disconnectDatabase();
  }
}

async function runGrowth(bench: Bench): Promise<void> {
  const plan = planOf(me, bench);
  const ours = await startServer('ours', bench.buildDir, plan);
  await connectDatabase(bench.uri, 2);
  try {
    const world = await makeWorld(plan.env['JWT_SECRET'] ?? '');
    await measureGrowth({ ...bench.options, ours, world, say });
  } finally {
    await ours.stop();
    await mongoose.connection.dropDatabase();
    await disconnectDatabase();
  }
}

interface Measurement {
  readonly scenario: Scenario;
  readonly ours: ServerProcess;
  readonly limit: ServerProcess;
  readonly db: mongo.Db;
  readonly options: BenchOptions;
  readonly requests: LoadOptions['requests'];
}

async function measure(measurement: Measurement): Promise<void> {
  const { scenario, ours, limit, options } = measurement;
  const run = await aligned(measurement);
  for (const server of [ours, limit]) {
    await run(server, options.warmUpSeconds);
  }
  const rounds: Round[] = [];
  for (let i = 0; i < options.rounds; i += 1) {
    rounds.push(await run(ours, options.seconds), await run(limit, options.seconds));
  }
  const alone = scenario.goal.p95Ms === undefined ? undefined : await run(ours, options.seconds, 1);
  reportOf(scenario, rounds, alone).forEach(say);
  if (options.profile) {
    const file = join(CACHE, `${scenario.name}.cpuprofile`);
    await ours.startProfile();
    await run(ours, options.seconds);
    await ours.stopProfile(file);
    hottest(file).forEach(say);
  }
}

type Run = (server: ServerProcess, seconds: number, connections?: number) => Promise<Round>;

/** Compares an answer of each, then tells how a round is run: after it nothing of it is left to do. */
async function aligned({ scenario, ours, limit, db, requests }: Measurement): Promise<Run> {
  const { writes, connections } = scenario;
  const [first, second = first] = requests;
  if (!first || !second) {
    throw new Error(`The scenario ${scenario.name} asks for nothing`);
  }
  const isOnce = writes?.isOnce === true;
  const twin = isOnce || writes?.hasTwins === true ? second : first;
  await alignAnswers({ ours, limit, db, writes, requests: [first, twin] });
  const queue = isOnce ? makeQueue(requests.slice(2)) : undefined;
  return async (server, seconds, together = connections) => {
    const round = await runRound(server, { requests, queue, connections: together, seconds });
    return { ...round, leftToDo: (await writes?.settle(db)) ?? 0 };
  };
}

function planOf(scenario: Scenario, { uri, scratchDir, options }: Bench): ServerPlan {
  const env = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'http://127.0.0.1',
    JWT_SECRET: randomBytes(48).toString('hex'),
    FIELD_MASTER_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: scratchDir,
    LOG_DIR: join(scratchDir, 'logs'),
    ...options.env,
  };
  return { scenario: scenario.name, uri, poolSize: POOL, delivers: options.delivers, env };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
