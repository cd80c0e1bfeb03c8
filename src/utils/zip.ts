import { crc32, createDeflateRaw } from 'node:zlib';

/**
 * A ZIP archive (PKWARE's APPNOTE, version 2.0) written as it goes: sizes and sums stand after each file, so that nothing
 * has to be known or held before. Below the limits at which the format needs its 64-bit form.
 */

/** One file of an archive; its content is read when its turn comes. */
export interface ZipEntry {
  /** A relative path with slashes. */
  readonly name: string;
  readonly at: Date;
  readonly content: AsyncIterable<Buffer | string>;
}

const MOST_BYTES = 0xffff_ffff;
const MOST_FILES = 0xffff;
const VERSION = 20;
/** The sizes come after the content; the name is UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** A plain file that its owner reads and writes. */
const UNIX_FILE = 0o100_600 * 0x1_0000;
const MADE_ON_UNIX = 3 * 256;

interface Written {
  readonly name: Buffer;
  readonly stamp: number;
  readonly offset: number;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
}

/** The bytes of an archive, piece by piece; holds one piece and the list of names. */
export async function* zipOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  const counted = (bytes: Buffer): Buffer => {
    offset += bytes.length;
    assertFits(offset, written.length);
    return bytes;
  };
  for await (const { name: path, at, content } of entries) {
    const [name, stamp, start] = [Buffer.from(path), dosTimeOf(at), offset];
    yield counted(localHeader(name, stamp));
    const tally = { sum: 0, size: 0, packed: 0 };
    for await (const piece of deflated(content, tally)) {
      tally.packed += piece.length;
      yield counted(piece);
    }
    yield counted(descriptorOf(tally));
    written.push({ name, stamp, offset: start, ...tally });
  }
  const directory = offset;
  for (const file of written) {
    yield counted(directoryEntry(file));
  }
  yield endOf({ files: written.length, offset: directory, size: offset - directory });
}

function assertFits(bytes: number, files: number): void {
  if (bytes > MOST_BYTES || files >= MOST_FILES) {
    throw new RangeError('the archive is larger than its format can say');
  }
}

interface Tally {
  sum: number;
  size: number;
}

async function* deflated(content: ZipEntry['content'], tally: Tally): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  const feed = async (): Promise<void> => {
    for await (const piece of content) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      tally.sum = crc32(bytes, tally.sum);
      tally.size += bytes.length;
      if (!deflate.write(bytes)) {
        await drained(deflate);
      }
    }
    deflate.end();
  };
  const fed = feed().catch((error: unknown) => {
    deflate.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    yield* deflate as AsyncIterable<Buffer>;
    await fed;
  } finally {
    deflate.destroy();
  }
}

/** The reader has gone when it closes before. */
const drained = (deflate: ReturnType<typeof createDeflateRaw>): Promise<void> =>
  new Promise((resolve, reject) => {
    const close = (): void => reject(new Error('the archive is not read any more'));
    if (deflate.destroyed) {
      close();
    }
    deflate.once('close', close);
    deflate.once('drain', () => {
      deflate.off('close', close);
      resolve();
    });
  });

const YEAR_ONE = 1980;

/** Date and time as the format has them: to two seconds, from 1980 on; in UTC. */
function dosTimeOf(at: Date): number {
  const day =
    (Math.max(at.getUTCFullYear() - YEAR_ONE, 0) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return day * 0x1_0000 + time;
}

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

const localHeader = (name: Buffer, stamp: number): Buffer =>
  Buffer.concat([
    u32(0x0403_4b50),
    ...[VERSION, FLAGS, DEFLATE].map(u16),
    ...[stamp, 0, 0, 0].map(u32),
    u16(name.length),
    u16(0),
    name,
  ]);

const descriptorOf = ({ sum, packed, size }: Pick<Written, 'sum' | 'packed' | 'size'>): Buffer =>
  Buffer.concat([0x0807_4b50, sum, packed, size].map(u32));

const directoryEntry = ({ name, stamp, offset, sum, packed, size }: Written): Buffer =>
  Buffer.concat([
    u32(0x0201_4b50),
    ...[MADE_ON_UNIX + VERSION, VERSION, FLAGS, DEFLATE].map(u16),
    ...[stamp, sum, packed, size].map(u32),
    ...[name.length, 0, 0, 0, 0].map(u16),
    u32(UNIX_FILE),
    u32(offset),
    name,
  ]);

const endOf = ({ files, offset, size }: { files: number; offset: number; size: number }): Buffer =>
  Buffer.concat([u32(0x0605_4b50), ...[0, 0, files, files].map(u16), u32(size), u32(offset), u16(0)]);
