import { createHash } from 'node:crypto';
import { access, constants, mkdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Where things lie. PostgreSQL refuses to run as root; for root it runs as "nobody", who must reach its folders. */

export const UNPRIVILEGED_ID = 65_534;
const SYSTEM_DATA = '/var/lib/craftworks';
const SYSTEM_CACHE = '/var/cache/craftworks/documentdb';
const OTHERS_MAY_PASS = 0o001;

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The folder under DATA_DIR that holds the lock, the remembered ports, the logs and (mostly) the data. */
export async function databaseFolder(dataDir: string): Promise<string> {
  const folder = resolve(dataDir, 'database');
  await mkdir(folder, { recursive: true });
  return realpath(folder);
}

export interface ClusterPlace {
  readonly path: string;
  /** Said to the user when the data lie elsewhere than wanted. */
  readonly note?: string;
}

/** Where PostgreSQL's data of this database folder lie. */
export async function clusterPlace(folder: string): Promise<ClusterPlace> {
  const wanted = join(folder, 'postgres');
  if (!isRoot() || (await othersReach(folder))) {
    return { path: wanted };
  }
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const parent = join(SYSTEM_DATA, name);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  return {
    path: join(parent, 'postgres'),
    note: `PostgreSQL runs as "nobody", who cannot reach ${folder}; its data lie in ${parent}`,
  };
}

/** The unpacked DocumentDB, shared by all checkouts: what is there already, else where to unpack it. */
export async function cachePlace(environment = process.env): Promise<string> {
  if (isRoot() || (await isReadable(join(SYSTEM_CACHE, 'root', 'programs')))) {
    return SYSTEM_CACHE;
  }
  return join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'craftworks', 'documentdb');
}

/** Whether a user without rights may walk down to the folder. */
async function othersReach(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & OTHERS_MAY_PASS) === 0) {
      return false;
    }
    if (path === dirname(path)) {
      return true;
    }
  }
}

/** Whether a file can be read by this process. */
export function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
