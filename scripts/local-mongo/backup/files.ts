import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentOf, encodeFrame, KIND, type Frame } from './format';

/** The files beside the database: each is a head, its bytes in pieces, and an end with their sum. */

interface FileHead {
  readonly path: string;
}

export interface FileEnd extends FileHead {
  readonly size: number;
  readonly sha256: string;
}

interface Piece {
  readonly bytes: { readonly buffer: Uint8Array } | Uint8Array;
}

const PIECE_BYTES = 262_144;
/** Folders and a name, as the media library makes them; nothing leads out of the folder. */
const PATH = /^[\w-]+(\/[\w-]+)*\/[\w-]+(\.[\w-]+)+$/;

/** The paths of all files below a folder, in their order; none when it is not there. */
export async function listFiles(dir: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(dir, below), { withFileTypes: true }).catch(absent);
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    paths.push(...(entry.isDirectory() ? await listFiles(dir, path) : [path]));
  }
  return paths.filter((path) => PATH.test(path));
}

/** The frames of all files below a folder; one that goes meanwhile is left out. */
export async function* fileFrames(dir: string, saved: FileEnd[]): AsyncGenerator<Buffer> {
  for (const path of await listFiles(dir)) {
    const file = await open(join(dir, path), 'r').catch(absent);
    if (Array.isArray(file)) {
      continue;
    }
    const hash = createHash('sha256');
    let size = 0;
    yield encodeFrame(KIND.file, { path } satisfies FileHead);
    for await (const bytes of createReadStream('', { fd: file, highWaterMark: PIECE_BYTES })) {
      hash.update(bytes as Buffer);
      size += (bytes as Buffer).length;
      yield encodeFrame(KIND.piece, { bytes: bytes as Buffer });
    }
    const end: FileEnd = { path, size, sha256: hash.digest('hex') };
    saved.push(end);
    yield encodeFrame(KIND.fileEnd, end);
  }
}

export interface FileReader {
  take(frame: Frame): Promise<void>;
}

/** Reads the files of a backup and compares each with its sum; throws at the first that differs. */
export function makeFileChecker(): FileReader {
  let [hash, size] = [createHash('sha256'), 0];
  return {
    take(frame) {
      if (frame.kind === KIND.file) {
        assertPath(contentOf<FileHead>(frame));
        [hash, size] = [createHash('sha256'), 0];
      } else if (frame.kind === KIND.piece) {
        const bytes = bytesOf(frame);
        hash.update(bytes);
        size += bytes.length;
      } else if (frame.kind === KIND.fileEnd) {
        compare(contentOf<FileEnd>(frame), { hash, size });
      }
      return Promise.resolve();
    },
  };
}

/** Writes the files of a backup below a folder; under its own name there is only ever a whole one. */
export function makeFileWriter(dir: string, restored: FileEnd[]): FileReader {
  let file: FileHandle | undefined;
  let draft = '';
  return {
    async take(frame) {
      if (frame.kind === KIND.file) {
        const path = assertPath(contentOf<FileHead>(frame));
        draft = `${join(dir, path)}.draft`;
        await mkdir(dirname(draft), { recursive: true });
        file = await open(draft, 'w', 0o600);
      } else if (frame.kind === KIND.piece) {
        await file?.writeFile(bytesOf(frame));
      } else if (frame.kind === KIND.fileEnd) {
        const end = contentOf<FileEnd>(frame);
        await file?.sync();
        await file?.close();
        await rename(draft, join(dir, end.path));
        restored.push(end);
      }
    },
  };
}

function assertPath({ path }: FileHead): string {
  if (!PATH.test(path)) {
    throw new Error(`the backup names a file that is none: ${path}`);
  }
  return path;
}

const bytesOf = (frame: Frame): Uint8Array => {
  const { bytes } = contentOf<Piece>(frame);
  return 'buffer' in bytes && !(bytes instanceof Uint8Array) ? bytes.buffer : bytes;
};

function compare(
  { path, size, sha256 }: FileEnd,
  read: { readonly hash: Hash; readonly size: number },
): void {
  if (read.size !== size || read.hash.digest('hex') !== sha256) {
    throw new Error(`the backup differs: ${path} should have ${size} bytes and has ${read.size}, or others`);
  }
}

function absent(error: unknown): never[] {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
    throw error;
  }
  return [];
}
