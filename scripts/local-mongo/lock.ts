import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, lives, type ProcessIdentity } from './processes';

/** One keeper per data folder: a file that names the process which holds it. */

export type KeeperMode = 'owned' | 'shared';

export interface LockHolder extends ProcessIdentity {
  readonly nonce: string;
  readonly mode: KeeperMode;
  /** The server for which an owned database runs. */
  readonly owner?: ProcessIdentity;
}

export interface FolderLock {
  release(): Promise<void>;
}

const LOCK = 'keeper.lock';
const ATTEMPTS = 20;

/** The living process that holds the folder; the file of a dead one does not count. */
export async function findHolder(folder: string): Promise<LockHolder | undefined> {
  const holder = await readHolder(join(folder, LOCK));
  return holder && (await lives(holder)) ? holder : undefined;
}

/** Takes the folder for this process; undefined if a living process has it. */
export async function acquireLock(
  folder: string,
  claim: Pick<LockHolder, 'mode' | 'owner'>,
): Promise<FolderLock | undefined> {
  const path = join(folder, LOCK);
  const mine: LockHolder = { ...(await identify(process.pid)), ...claim, nonce: randomUUID() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await place(path, mine)) {
      return { release: () => releaseIfMine(path, mine) };
    }
    const holder = await readHolder(path);
    if (holder && (await lives(holder))) {
      return undefined;
    }
    if (holder) {
      await discard(path, holder);
    }
  }
  return undefined;
}

/** Makes the lock appear with its whole content, or not at all. */
async function place(path: string, holder: LockHolder): Promise<boolean> {
  const draft = `${path}.${holder.nonce}`;
  await writeFile(draft, JSON.stringify(holder));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead process's lock, but never one that another process placed meanwhile. */
async function discard(path: string, dead: LockHolder): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return; // someone else was first
    }
    throw error;
  }
  const taken = await readHolder(aside);
  if (taken && taken.nonce !== dead.nonce) {
    await place(path, taken);
  }
  await rm(aside, { force: true });
}

async function releaseIfMine(path: string, mine: LockHolder): Promise<void> {
  if ((await readHolder(path))?.nonce === mine.nonce) {
    await rm(path, { force: true });
  }
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockHolder;
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return undefined;
    }
    throw new Error(`the lock ${path} cannot be read; delete it if no database runs on this folder`, {
      cause: error,
    });
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
