import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { byteRangeOf } from '../../../utils/byteRange';
import type { Clock } from '../../../utils/clock';
import { isSealed, sealLink } from '../../../utils/signedLink';
import { keyShape } from './keys';
import type { FileToStore, MediaLink, MediaProvider, OpenFile, OutsideFile } from './provider';

export interface LocalMediaOptions {
  /** Where the files are kept. */
  readonly dir: string;
  /** Where a file is written before it is whole; on the same disk as `dir`. */
  readonly tempDir: string;
  /** What stands before `/media/…` in addresses; empty for paths. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly linkKey: KeyObject;
}

/** Nothing else is ever looked for on the disk. */
const keys = keyShape('');
const PATH = '/media/';

/** Keeps files in a folder of this machine and has them served under `/media`. */
export function makeLocalMedia(options: LocalMediaOptions): MediaProvider {
  const { dir, baseUrl, clock, linkKey } = options;
  const isPrivate = (key: string): boolean => keys.read(key)?.isPrivate === true;
  const mayRead = ({ key, ...seal }: MediaLink): boolean =>
    !keys.read(key)?.isCiphered &&
    (!isPrivate(key) || isSealed(linkKey, PATH + key, { ...plain(seal), now: clock.now() }));
  return {
    name: 'local',
    newKey: keys.newKey,
    store: (file) => store(file, options),
    open: async (link, range) => (mayRead(link) ? openFile(dir, link.key, range) : undefined),
    read: async (key) => {
      const path = pathOf(dir, key);
      return path === undefined ? undefined : readFile(path).catch(absent);
    },
    delete: async (key) => {
      const path = pathOf(dir, key);
      if (path !== undefined) {
        await rm(path, { force: true });
      }
    },
    urlOf: (key, until) => {
      const seal = until && isPrivate(key) ? sealLink(linkKey, PATH + key, until) : undefined;
      return `${baseUrl}${PATH}${key}${seal ? `?${new URLSearchParams({ ...seal }).toString()}` : ''}`;
    },
    keyOf: (url) => keyOf(url, baseUrl),
    listKeys: (before) => listKeys(dir, before),
    findMissing: (wanted) => findMissing(dir, wanted),
  };
}

const plain = ({ expires, signature }: Omit<MediaLink, 'key'>) => ({
  ...(expires !== undefined && { expires }),
  ...(signature !== undefined && { signature }),
});

/** Where a key's file lies; undefined when it is no key of ours. */
function pathOf(dir: string, key: string): string | undefined {
  const file = keys.read(key);
  return file && join(dir, file.folder, file.name.slice(0, 2), `${file.name}.${file.extension}`);
}

/** Under its own name there is only ever a whole file that is on the disk. */
async function store(file: FileToStore, { dir, tempDir }: LocalMediaOptions): Promise<{ key: string }> {
  const key = 'key' in file ? file.key : keys.newKey(file);
  const { content } = file;
  const path = pathOf(dir, key);
  if (path === undefined) {
    throw new Error(`no place for a file of this name: ${key}`);
  }
  const temp = join(tempDir, `${keys.read(key)?.name ?? ''}.part`);
  await mkdir(tempDir, { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  try {
    const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
    await pipeline(source, createWriteStream(temp, { mode: 0o600, flush: true }));
    await rename(temp, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
  return { key };
}

/** The name survives a power failure, too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function openFile(
  dir: string,
  key: string,
  header?: string,
): Promise<OpenFile | OutsideFile | undefined> {
  const [path, kind] = [pathOf(dir, key), keys.read(key)];
  const file = path === undefined ? undefined : await open(path, 'r').catch(absent);
  if (!file || !kind) {
    return undefined;
  }
  const { size: sizeBytes } = await file.stat();
  const range = byteRangeOf(header ?? '', sizeBytes);
  if (range === 'outside') {
    await file.close();
    return { outside: true, sizeBytes };
  }
  const stream = createReadStream('', { fd: file, ...range });
  return { stream, contentType: kind.contentType, sizeBytes, ...(range && { range }) };
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
    throw error;
  }
}

/** Ours are the paths under `/media`, alone or after our own address; a link's seal does not count. */
function keyOf(url: string, baseUrl: string): string | undefined {
  const path = baseUrl !== '' && url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
  const key = path.startsWith(PATH) ? path.slice(PATH.length).replace(/\?.*$/, '') : '';
  return keys.read(key) ? key : undefined;
}

async function* listKeys(dir: string, before: Date): AsyncGenerator<string> {
  for (const folder of await foldersIn(dir)) {
    for (const part of await foldersIn(join(dir, folder))) {
      for (const name of await readdir(join(dir, folder, part))) {
        const file = await stat(join(dir, folder, part, name)).catch(absent);
        const key = `${folder}/${name}`;
        if (file && file.mtime < before && keys.read(key)) {
          yield key;
        }
      }
    }
  }
}

async function foldersIn(path: string): Promise<string[]> {
  const entries: Dirent[] = (await readdir(path, { withFileTypes: true }).catch(absent)) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function findMissing(dir: string, wanted: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const key of wanted) {
    const path = pathOf(dir, key);
    if (path === undefined || !(await stat(path).catch(absent))) {
      missing.push(key);
    }
  }
  return missing;
}
