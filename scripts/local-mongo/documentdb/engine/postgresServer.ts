import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { isRoot, UNPRIVILEGED_ID } from '../../places';
import { commandLineOf, endProcess } from '../../processes';
import type { Engine } from '../../supervisor';
import { clusterConfiguration, initdbOptions, serverOptions, type Durability } from './configuration';

const run = promisify(execFile);

export interface PostgresServerOptions {
  /** The folder that provision.sh filled. */
  readonly cacheDir: string;
  /** PostgreSQL's data; made on the first start. */
  readonly dataDir: string;
  readonly port: number;
  /** 'fast' may lose data when the machine crashes; for tests. */
  readonly durability: Durability;
}

const HOST = '127.0.0.1';
const STOP_PATIENCE_MS = 12_000;
/** A socket that a killed PostgreSQL left to its children takes connections and never answers. */
const PROBE_PATIENCE_MS = 2_000;

/** PostgreSQL on the options' data folder, which is made if it is not there yet. */
export async function preparePostgres(options: PostgresServerOptions): Promise<Engine> {
  const programs = await programsIn(options.cacheDir);
  if (!(await exists(options.dataDir))) {
    await initialise(programs, options);
  }
  return {
    name: 'PostgreSQL',
    launch: () => launch(programs, options),
    isServing: () => isServing(options),
    stop: (pid) => endProcess(pid, 'SIGINT', STOP_PATIENCE_MS), // PostgreSQL's "fast" shutdown
  };
}

/** Ends the PostgreSQL that a killed keeper left running on the data; tells whether there was one. */
export async function stopOrphan(dataDir: string): Promise<boolean> {
  const pid = await runningPid(dataDir);
  if (pid === undefined) {
    return false;
  }
  await endProcess(pid, 'SIGINT', STOP_PATIENCE_MS);
  return true;
}

/** The pid of the PostgreSQL that runs on the data; another program that got its number does not count. */
export async function runningPid(dataDir: string): Promise<number | undefined> {
  const path = join(dataDir, 'postmaster.pid');
  const file = (await exists(path)) ? await readFile(path, 'utf8') : '';
  const pid = Number.parseInt(file, 10);
  return pid > 0 && (await commandLineOf(pid)).includes(`-D ${dataDir} `) ? pid : undefined;
}

/** Makes what the gateway needs; under a lock, for starts in parallel. */
export async function createExtensions(port: number): Promise<void> {
  const client = connectionTo(port);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('create documentdb'))");
    await client.query('CREATE EXTENSION IF NOT EXISTS documentdb CASCADE');
    await client.query('CREATE EXTENSION IF NOT EXISTS documentdb_extended_rum CASCADE');
    await client.query('CREATE SCHEMA IF NOT EXISTS craftworks_gateway');
    await client.query(`CREATE TABLE IF NOT EXISTS craftworks_gateway.commits
      (id text PRIMARY KEY, committed_at timestamptz NOT NULL DEFAULT now())`);
  } finally {
    await client.end();
  }
}

async function programsIn(cacheDir: string): Promise<string> {
  const path = await readFile(join(cacheDir, 'root', 'programs'), 'utf8');
  return join(cacheDir, 'root', path.trim());
}

/** Builds the data folder aside and renames it, so that a half-made one is never seen. */
async function initialise(programs: string, { dataDir, durability }: PostgresServerOptions): Promise<void> {
  await mkdir(dirname(dataDir), { recursive: true });
  const draft = await mkdtemp(`${dataDir}.draft-`);
  await giveAway(draft);
  const options = ['--pgdata', draft, ...initdbOptions(durability)];
  await run(join(programs, 'initdb'), options, { ...identity(), cwd: '/' });
  await writeFile(join(draft, 'postgresql.conf'), clusterConfiguration());
  await rename(draft, dataDir).catch((error: unknown) => abandon(draft, dataDir, error));
}

/** Another process may have been first; any other reason counts. */
async function abandon(draft: string, dataDir: string, error: unknown): Promise<void> {
  await rm(draft, { recursive: true });
  if (!(await exists(dataDir))) {
    throw error;
  }
}

async function launch(programs: string, options: PostgresServerOptions): Promise<ChildProcess> {
  const { dataDir, port, durability } = options;
  const log = await open(`${dataDir}.log`, 'a');
  const parameters = ['-D', dataDir, '-h', HOST, '-p', String(port), ...serverOptions(durability)];
  try {
    return spawn(join(programs, 'postgres'), parameters, {
      ...identity(),
      cwd: '/',
      stdio: ['ignore', log.fd, log.fd],
    });
  } finally {
    await log.close();
  }
}

/** Whether the port answers; it must not be another cluster that does. */
async function isServing({ port, dataDir }: PostgresServerOptions): Promise<boolean> {
  const client = connectionTo(port, PROBE_PATIENCE_MS);
  client.on('error', () => undefined); // it may end at any moment; the next question tells
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    await client.end();
    return rows[0]?.data_directory === dataDir;
  } catch {
    return false; // not there yet
  }
}

function connectionTo(port: number, patienceMs = 0): Client {
  const patience = { connectionTimeoutMillis: patienceMs, query_timeout: patienceMs };
  return new Client({ host: HOST, port, user: 'postgres', database: 'postgres', ...patience });
}

function identity(): { uid?: number; gid?: number } {
  return isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
}

async function giveAway(path: string): Promise<void> {
  if (isRoot()) {
    await chown(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
