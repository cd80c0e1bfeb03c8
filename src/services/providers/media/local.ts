import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { byteRangeOf } from '../../../utils/byteRange';
import type { Clock } from '../../../utils/clock';
import { newToken } from '../../../utils/ids';
import { isSealed, sealLink } from '../../../utils/signedLink';
import type { FileToStore, MediaLink, MediaProvider, MediaType, OpenFile } from './provider';

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

const EXTENSIONS: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/octet-stream': 'bin',
};
const TYPES = new Map(Object.entries(EXTENSIONS).map(([type, extension]) => [extension, type as MediaType]));
const FOLDER = /^[a-z]+(-[a-z]+)*$/;
/** Nothing else is ever looked for on the disk. */
const KEY = /^([a-z]+(?:-[a-z]+)*)\/([0-9a-f]{32})\.(jpg|webp|pdf|bin)$/;
/** Encrypted: there is nothing to see. */
const SEALED = '.bin';
const PRIVATE = 'private-';
const PATH = '/media/';

/** Keeps files in a folder of this machine and has them served under `/media`. */
export function makeLocalMedia(options: LocalMediaOptions): MediaProvider {
  const { dir, baseUrl, clock, linkKey } = options;
  const mayRead = ({ key, ...seal }: MediaLink): boolean =>
    !key.startsWith(PRIVATE) ||
    (!key.endsWith(SEALED) && isSealed(linkKey, PATH + key, { ...plain(seal), now: clock.now() }));
  return {
    name: 'local',
    store: (file) => store(file, options),
    open: async (link, range) => {
      const path = pathOf(dir, link.key);
      return path !== undefined && mayRead(link) ? openFile(path, range) : undefined;
    },
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
      const seal = until && key.startsWith(PRIVATE) ? sealLink(linkKey, PATH + key, until) : undefined;
      return `${baseUrl}${PATH}${key}${seal ? `?${new URLSearchParams({ ...seal }).toString()}` : ''}`;
    },
    keyOf: (url) => keyOf(url, baseUrl),
    listKeys: (before) => listKeys(dir, before),
  };
}

const plain = ({ expires, signature }: Omit<MediaLink, 'key'>) => ({
  ...(expires !== undefined && { expires }),
  ...(signature !== undefined && { signature }),
});

/** Where a key's file lies; undefined when it is no key of ours. */
function pathOf(dir: string, key: string): string | undefined {
  const [, folder, name, extension] = KEY.exec(key) ?? [];
  return folder && name && extension
    ? join(dir, folder, name.slice(0, 2), `${name}.${extension}`)
    : undefined;
}

/** Under its own name there is only ever a whole file that is on the disk. */
async function store(
  { content, contentType, folder, isPrivate }: FileToStore,
  { dir, tempDir }: LocalMediaOptions,
): Promise<{ key: string }> {
  if (!FOLDER.test(folder) || folder.startsWith(PRIVATE)) {
    throw new Error(`no folder for media: ${folder}`);
  }
  const name = newToken(16);
  const key = `${isPrivate ? PRIVATE : ''}${folder}/${name}.${EXTENSIONS[contentType]}`;
  const path = pathOf(dir, key);
  if (path === undefined) {
    throw new Error('a new file has no place');
  }
  const temp = join(tempDir, `${name}.part`);
  await mkdir(tempDir, { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  try {
    const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
    await pipeline(source, createWriteStream(temp, { flags: 'wx', mode: 0o600, flush: true }));
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

async function openFile(path: string, header: string | undefined): Promise<OpenFile | undefined> {
  const contentType = TYPES.get(path.slice(path.lastIndexOf('.') + 1));
  const file = await open(path, 'r').catch(absent);
  if (!file || !contentType) {
    return undefined;
  }
  const { size: sizeBytes } = await file.stat();
  const range = byteRangeOf(header ?? '', sizeBytes);
  const stream = createReadStream('', { fd: file, ...range });
  return { stream, contentType, sizeBytes, ...(range && { range }) };
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
  return KEY.test(key) ? key : undefined;
}

async function* listKeys(dir: string, before: Date): AsyncGenerator<string> {
  for (const folder of await foldersIn(dir)) {
    for (const part of await foldersIn(join(dir, folder))) {
      for (const name of await readdir(join(dir, folder, part))) {
        const file = await stat(join(dir, folder, part, name)).catch(absent);
        const key = `${folder}/${name}`;
        if (file && file.mtime < before && KEY.test(key)) {
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
