import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { stopOrphan } from '../../scripts/local-mongo/documentdb/engine/postgresServer';
import { findHolder } from '../../scripts/local-mongo/lock';
import { endsWithin, identify } from '../../scripts/local-mongo/processes';

/** Engines of the tests' own, which may be killed. */

export const TSX = ['--import', pathToFileURL(require.resolve('tsx')).href];

/** A data folder that PostgreSQL's user can reach. */
export async function newDataDir(): Promise<string> {
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'craftworks-engine-')));
  await chmod(dataDir, 0o755);
  return dataDir;
}

/** Removes a data folder, and ends what still runs on it. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const holder = await findHolder(folderOf(dataDir));
  if (holder) {
    process.kill(holder.pid, 'SIGTERM');
    await endsWithin(holder, 20_000);
  }
  await stopOrphan(clusterOf(dataDir));
  await rm(dataDir, { recursive: true, force: true });
}

export const folderOf = (dataDir: string): string => join(dataDir, 'database');
export const clusterOf = (dataDir: string): string => join(dataDir, 'database', 'postgres');

/** The process id of the folder's keeper. */
export async function keeperPid(dataDir: string): Promise<number> {
  const holder = await findHolder(folderOf(dataDir));
  if (!holder) {
    throw new Error(`no keeper holds ${dataDir}`);
  }
  return holder.pid;
}

/** Kills processes and returns when they are gone. */
export async function kill(...pids: number[]): Promise<void> {
  const victims = await Promise.all(pids.map(identify));
  for (const { pid } of victims) {
    process.kill(pid, 'SIGKILL');
  }
  for (const victim of victims) {
    await endsWithin(victim, 10_000);
  }
}

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly uri: string;
}

/** Starts a process that opens the folder as a server does. */
export async function startServerProcess(dataDir: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...TSX, join(__dirname, 'serverProcess.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [uri] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, pid: child.pid ?? 0, uri };
}
