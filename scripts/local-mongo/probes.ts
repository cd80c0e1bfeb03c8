import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { delimiter, dirname, join } from 'node:path';
import type { Probes } from './decision';
import { provision } from './documentdb/engine/provision';
import { cachePlace } from './places';

/** What this machine offers. */

const DOWNLOAD_HOST = 'https://fastdl.mongodb.org/';
const PROBE_PATIENCE_MS = 3_000;
const PROBE_REMEMBERED_MS = 60 * 60_000;
const VERSION = '8.0.4';

export interface ProbeOptions {
  readonly allowDownload: boolean | undefined;
  /** The folder's data are DocumentDB's: a mongod that arrives by download would not see them. */
  readonly holdsDocumentDb: boolean;
  readonly say: (line: string) => void;
}

/** Asks this machine, its environment and its network. */
export function makeProbes({ allowDownload, holdsDocumentDb, say }: ProbeOptions): Probes {
  return {
    findProgram,
    findOnPath: () => findOnPath(process.env.PATH ?? ''),
    findDownloaded: () => (holdsDocumentDb ? Promise.resolve(undefined) : findDownloaded()),
    mayDownload: () => !holdsDocumentDb && (allowDownload ?? downloadsByDefault()),
    canReachDownloads,
    async download() {
      say('downloading a mongod (once for this machine)');
      const { MongoBinary } = await memoryServer();
      return MongoBinary.getPath({ version: VERSION });
    },
    async prepareDocumentDb() {
      const cacheDir = await cachePlace();
      await provision(cacheDir, say);
      return cacheDir;
    },
  };
}

/** The file if it can be run. */
async function findProgram(path: string): Promise<string | undefined> {
  const isProgram = await access(path, constants.X_OK).then(
    async () => (await stat(path)).isFile(),
    () => false,
  );
  return isProgram ? path : undefined;
}

async function findOnPath(path: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const program = await findProgram(join(folder, name));
    if (program) {
      return program;
    }
  }
  return undefined;
}

function downloadsByDefault(environment = process.env): boolean {
  const forbidden = ['false', '0', 'no'].includes(environment.MONGOMS_RUNTIME_DOWNLOAD ?? '');
  return !forbidden && (environment.CI ?? '') === '';
}

/** Heavy, and needed by few: loaded on demand. */
async function memoryServer() {
  const [{ MongoBinary }, { DryMongoBinary }] = await Promise.all([
    import('mongodb-memory-server-core/lib/util/MongoBinary.js'),
    import('mongodb-memory-server-core/lib/util/DryMongoBinary.js'),
  ]);
  return { MongoBinary, DryMongoBinary };
}

async function findDownloaded(): Promise<string | undefined> {
  const { DryMongoBinary } = await memoryServer();
  return DryMongoBinary.locateBinary({ version: VERSION });
}

/** A host that did not answer is not asked again for an hour. */
async function canReachDownloads(): Promise<boolean> {
  const note = join(dirname(await cachePlace()), 'downloads-unreachable');
  const failedAt = await stat(note).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0, // no failure is known
  );
  if (Date.now() - failedAt < PROBE_REMEMBERED_MS) {
    return false;
  }
  const reachable = await answers(DOWNLOAD_HOST);
  if (!reachable) {
    await mkdir(dirname(note), { recursive: true });
    await writeFile(note, '');
  }
  return reachable;
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request(address, { method: 'HEAD', timeout: PROBE_PATIENCE_MS }, (response) => {
      response.resume();
      resolve(true);
    });
    const giveUp = setTimeout(() => probe.destroy(new Error('no answer')), PROBE_PATIENCE_MS);
    probe.once('error', () => resolve(false));
    probe.once('close', () => clearTimeout(giveUp));
    probe.end();
  });
}
