import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { writeBackup } from './backup/backup';
import type { FileEnd } from './backup/files';
import { restoreBackup, type Restored } from './backup/restore';
import { stopOrphan } from './documentdb/engine/postgresServer';
import { findHolder, type LockHolder } from './lock';
import { open } from './open';
import { stopOrphan as stopOrphanMongod } from './mongod/mongodServer';
import { clusterPlace, databaseFolder } from './places';
import { endsWithin, signal } from './processes';
import type { LocalDatabase, OpenDatabaseOptions } from './types';
import { databaseIn } from './uri';

/** npm run db:start | db:stop | db:reset | db:status | db:backup [file] | db:restore file [--force] */

const STOP_PATIENCE_MS = 20_000;

const say = (line: string): void => console.log(line);

/** What the user did is no fault of the program: a message, and no stack. */
class UsageError extends Error {}

function optionsFrom(environment: NodeJS.ProcessEnv): OpenDatabaseOptions {
  const { MONGODB_URI: uri, MONGOD_BINARY: mongodBinary, DATA_DIR: dataDir = '.data' } = environment;
  return { uri: uri || undefined, mongodBinary: mongodBinary || undefined, dataDir, say };
}

async function start(options: OpenDatabaseOptions): Promise<void> {
  const database = await open(options, { mode: 'shared' });
  say(database.uri);
}

async function stop(options: OpenDatabaseOptions): Promise<void> {
  const holder = await localHolder(options);
  if (!holder) {
    return say('no database runs on this folder');
  }
  if (holder.mode === 'owned') {
    throw new UsageError(
      `the database belongs to the server with process id ${holder.owner?.pid}; stop that`,
    );
  }
  signal(holder.pid, 'SIGTERM');
  if (!(await endsWithin(holder, STOP_PATIENCE_MS))) {
    throw new UsageError(`the database process ${holder.pid} does not end`);
  }
  say('stopped');
}

async function reset(options: OpenDatabaseOptions): Promise<void> {
  const holder = await localHolder(options);
  if (holder) {
    const who =
      holder.mode === 'owned' ? `the server with process id ${holder.owner?.pid}` : 'npm run db:start';
    throw new UsageError(`the database runs (started by ${who}); stop it first`);
  }
  const folder = await databaseFolder(options.dataDir);
  const { path } = await clusterPlace(folder);
  await stopOrphan(path);
  await stopOrphanMongod(join(folder, 'mongod'));
  await rm(path, { recursive: true, force: true });
  await rm(`${path}.log`, { force: true });
  await rm(folder, { recursive: true, force: true });
  say(`emptied: ${folder}`);
}

async function status(options: OpenDatabaseOptions): Promise<void> {
  if (!options.uri && !(await localHolder(options))) {
    return say('no database runs on this folder');
  }
  const database = await open(options, { mode: 'shared', borrow: true });
  say(database.uri);
}

/** The process that runs the folder's database, if one does. */
async function localHolder({ uri, dataDir }: OpenDatabaseOptions): Promise<LockHolder | undefined> {
  if (uri) {
    throw new UsageError('MONGODB_URI is set: that database is not run from here');
  }
  return findHolder(await databaseFolder(dataDir));
}

async function backup(options: OpenDatabaseOptions, [file]: string[]): Promise<void> {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\..*/g, '');
  const path = resolve(file ?? join(options.dataDir, 'backups', `craftworks-${stamp}.bson.gz`));
  await mkdir(dirname(path), { recursive: true });
  const files: FileEnd[] = [];
  const begun = Date.now();
  await withClient(options, async (client, name) =>
    describe('saved', await writeBackup(client.db(name), path, { filesDir: mediaOf(options), files })),
  );
  say(`saved ${files.length} files; ${secondsSince(begun)} s in all`);
  say(path);
}

async function restore(options: OpenDatabaseOptions, parameters: string[]): Promise<void> {
  const file = parameters.find((parameter) => !parameter.startsWith('--'));
  if (!file) {
    throw new UsageError('which file? npm run db:restore -- FILE [--force]');
  }
  const force = parameters.includes('--force');
  const files: FileEnd[] = [];
  const begun = Date.now();
  const given = { force, filesDir: mediaOf(options), files };
  await withClient(options, async (client, name) =>
    describe('restored', await restoreBackup(client.db(name), resolve(file), given)),
  );
  say(`restored ${files.length} files; ${secondsSince(begun)} s in all`);
}

/** Where the media library of a server keeps its files, when it keeps them itself. */
const mediaOf = ({ dataDir }: OpenDatabaseOptions): string => join(dataDir, 'media');

const secondsSince = (begun: number): string => ((Date.now() - begun) / 1_000).toFixed(1);

function describe(what: string, collections: readonly Restored[]): void {
  for (const { name, count } of collections) {
    say(`${what} ${String(count).padStart(8)}  ${name}`);
  }
}

/** Uses the database that runs, or runs it for this long. */
async function withClient(
  options: OpenDatabaseOptions,
  work: (client: MongoClient, database: string | undefined) => Promise<void>,
): Promise<void> {
  const database: LocalDatabase = await open(options, { mode: 'owned', borrow: true });
  const client = new MongoClient(database.uri);
  try {
    await client.connect();
    await work(client, databaseIn(database.uri));
  } finally {
    await client.close();
    await database.stop();
  }
}

const COMMANDS: Readonly<
  Record<string, (options: OpenDatabaseOptions, parameters: string[]) => Promise<void>>
> = {
  start,
  stop,
  reset,
  status,
  backup,
  restore,
};

async function main([name = '', ...parameters]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (!command) {
    throw new UsageError(`commands: ${Object.keys(COMMANDS).join(', ')}`);
  }
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  await command(optionsFrom(process.env), parameters);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof Error && error.constructor !== TypeError;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
});
