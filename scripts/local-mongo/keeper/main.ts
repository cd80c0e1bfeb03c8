import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock, type FolderLock } from '../lock';
import {
  READY_NOTE,
  STOP_REQUEST,
  type KeeperConfig,
  type KeeperMessage,
  type ReadyNote,
  type RunningDatabase,
} from './config';

/**
 * The process of a local database. An owned one ends with the process that started it, however that ends; a shared
 * one runs until it is told to stop.
 */

const LONGEST_STOP_MS = 18_000;

/** Resolves when the message has left; the other side may be gone, which is no failure. */
function tell(message: KeeperMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected && process.send) {
      process.send(message, () => resolve());
    } else {
      resolve();
    }
  });
}

function say(line: string): void {
  console.log(`${new Date().toISOString()} ${line}`);
  void tell({ kind: 'said', line });
}

/** Loads only the code of the source at hand. */
async function run(config: KeeperConfig): Promise<RunningDatabase> {
  if (config.source === 'documentdb') {
    const { runDocumentDb } = await import('../documentdb/documentDb.js');
    return runDocumentDb({ ...config, say });
  }
  const { runMongod } = await import('../mongod/mongodServer.js');
  return runMongod({ ...config, say });
}

async function leaveNote(config: KeeperConfig, port: number): Promise<void> {
  const path = join(config.folder, READY_NOTE);
  const note: ReadyNote = { pid: process.pid, port, source: config.source };
  await writeFile(`${path}.draft`, JSON.stringify(note));
  await rename(`${path}.draft`, path);
}

async function finish(config: KeeperConfig, lock: FolderLock): Promise<void> {
  await rm(join(config.folder, READY_NOTE), { force: true });
  await lock.release();
  if (config.throwaway) {
    await rm(config.throwaway, { recursive: true, force: true });
  }
}

/** Resolves when the database is to end. */
function untilEnd(config: KeeperConfig): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
    process.on('message', (message) => message === STOP_REQUEST && resolve());
    process.on('disconnect', () => config.mode === 'owned' && resolve());
    if (config.mode === 'owned' && !process.connected) {
      resolve();
    }
  });
}

async function keep(config: KeeperConfig): Promise<void> {
  const end = untilEnd(config);
  const lock = await acquireLock(config.folder, {
    mode: config.mode,
    ...(config.owner && { owner: config.owner }),
  });
  if (!lock) {
    await tell({ kind: 'busy' });
    return;
  }
  try {
    const database = await run(config);
    await leaveNote(config, database.port);
    await tell({ kind: 'ready', port: database.port });
    await end;
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    await database.stop();
  } finally {
    await finish(config, lock);
  }
}

async function main(): Promise<void> {
  try {
    await keep(JSON.parse(process.argv[2] ?? '{}') as KeeperConfig);
  } catch (error) {
    console.error(error);
    await tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
  if (process.connected) {
    process.disconnect();
  }
}

void main();
