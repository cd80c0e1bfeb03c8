import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decide, type Decision } from './decision';
import { READY_NOTE, type KeeperConfig, type KeptSource, type ReadyNote } from './keeper/config';
import { launchKeeper, type Keeper } from './keeper/launcher';
import { findHolder, type KeeperMode, type LockHolder } from './lock';
import { clusterPlace, databaseFolder, isReadable } from './places';
import { makeProbes } from './probes';
import { lives } from './processes';
import type { LocalDatabase, OpenDatabaseOptions } from './types';
import { uriOf, withDatabase } from './uri';

/** Finds, attaches to, or starts the database of a data folder. */

export const DEFAULT_DATABASE = 'craftworks';
const PREDECESSOR_PATIENCE_MS = 20_000;
const READY_PATIENCE_MS = 60_000;
const POLL_MS = 50;

export interface HowToOpen {
  readonly mode: KeeperMode;
  /** Attach to whatever database runs on the folder, also to one that belongs to a server. */
  readonly borrow?: boolean;
  /** The whole data folder goes when the database ends. */
  readonly isThrowaway?: boolean;
}

/** The database of the options' folder, or of the given address. */
export async function open(options: OpenDatabaseOptions, how: HowToOpen): Promise<LocalDatabase> {
  if (options.uri) {
    return announce(options, givenDatabase(options.uri, options));
  }
  const folder = await databaseFolder(options.dataDir);
  const attached = await attach(folder, options, how);
  return announce(options, attached ?? (await start(folder, options, how)));
}

function announce({ say }: OpenDatabaseOptions, database: LocalDatabase): LocalDatabase {
  say(`database: ${database.description}`);
  return database;
}

function givenDatabase(uri: string, { database = DEFAULT_DATABASE }: OpenDatabaseOptions): LocalDatabase {
  return {
    uri: withDatabase(uri, database),
    source: 'uri',
    description: 'the MongoDB that MONGODB_URI names',
    stop: async () => undefined,
  };
}

/** A database that runs already and may be used; waits for one that is about to end. */
async function attach(
  folder: string,
  options: OpenDatabaseOptions,
  how: HowToOpen,
): Promise<LocalDatabase | undefined> {
  for (const deadline = Date.now() + PREDECESSOR_PATIENCE_MS; ; await sleep(POLL_MS)) {
    const holder = await findHolder(folder);
    if (!holder) {
      return undefined;
    }
    if (holder.mode === 'shared' || how.borrow) {
      return borrowed(await readyNoteOf(holder, folder), options);
    }
    if (holder.owner && (await lives(holder.owner))) {
      throw new Error(refusal(folder, holder.owner.pid));
    }
    if (Date.now() > deadline) {
      throw new Error(`the database process ${holder.pid} on ${folder} does not end`);
    }
  }
}

function refusal(folder: string, pid: number): string {
  return [
    `The database in ${folder} belongs to a running server (process ${pid}). A second one may:`,
    '  - use a folder of its own: set DATA_DIR',
    '  - share a database that runs by itself: stop that server, npm run db:start, then start both',
    '  - use another MongoDB: set MONGODB_URI',
  ].join('\n');
}

/** What the keeper left when it became ready. */
async function readyNoteOf(holder: LockHolder, folder: string): Promise<ReadyNote> {
  for (const deadline = Date.now() + READY_PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    const path = join(folder, READY_NOTE);
    const note = (await isReadable(path))
      ? (JSON.parse(await readFile(path, 'utf8')) as ReadyNote)
      : undefined;
    if (note?.pid === holder.pid) {
      return note;
    }
    if (!(await lives(holder))) {
      break;
    }
  }
  throw new Error(`the database process ${holder.pid} on ${folder} did not become ready`);
}

function borrowed(
  { port, source, pid }: ReadyNote,
  { database = DEFAULT_DATABASE }: OpenDatabaseOptions,
): LocalDatabase {
  return {
    uri: uriOf(port, database),
    source,
    description: `${NAMES[source]} that runs already (process ${pid}), port ${port}`,
    stop: async () => undefined,
  };
}

async function start(folder: string, options: OpenDatabaseOptions, how: HowToOpen): Promise<LocalDatabase> {
  const cluster = await clusterPlace(folder);
  const holdsDocumentDb = await isReadable(`${cluster.path}.log`);
  const { allowDownload, say } = options;
  const decision = await decide(
    { say, mongodBinary: options.mongodBinary },
    makeProbes({ allowDownload, holdsDocumentDb, say }),
  );
  if (decision.source === 'uri') {
    return givenDatabase(decision.uri, options);
  }
  if (decision.source === 'documentdb' && cluster.note) {
    say(cluster.note);
  }
  const dataDir = decision.source === 'documentdb' ? cluster.path : join(folder, 'mongod');
  const config: KeeperConfig = {
    mode: how.mode,
    folder,
    dataDir,
    ...settingsOf(decision),
    durability: options.durability ?? 'durable',
    ...(how.isThrowaway && { throwaway: options.dataDir }),
  };
  const outcome = await launchKeeper(config, say);
  if (outcome.kind === 'busy') {
    return (await attach(folder, options, how)) ?? start(folder, options, how);
  }
  return kept(outcome.keeper, config, options);
}

function settingsOf(
  decision: Exclude<Decision, { source: 'uri' }>,
): Pick<KeeperConfig, 'source' | 'cacheDir' | 'binary'> {
  return decision;
}

function kept(
  keeper: Keeper,
  config: KeeperConfig,
  { database = DEFAULT_DATABASE }: OpenDatabaseOptions,
): LocalDatabase {
  const { source, dataDir, mode, throwaway } = config;
  if (mode === 'shared') {
    keeper.detach();
  }
  return {
    uri: uriOf(keeper.port, database),
    source,
    description: `${NAMES[source]}, data in ${dataDir}, port ${keeper.port}`,
    async stop() {
      if (mode === 'owned') {
        await keeper.stop();
      }
      if (throwaway) {
        await rm(throwaway, { recursive: true, force: true });
      }
    },
  };
}

const NAMES: Readonly<Record<KeptSource, string>> = {
  mongod: 'a mongod of this machine',
  download: 'a downloaded mongod',
  documentdb: 'DocumentDB on PostgreSQL',
};
