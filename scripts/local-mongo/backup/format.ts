import { createHash } from 'node:crypto';
import { deserialize, serialize, type Document } from 'bson';

/**
 * A backup is a gzip file of frames: one byte that tells the kind, then one BSON document. Documents stay as the bytes
 * that the database sent. A collection's checksum does not depend on the order of its documents.
 */

export const FORMAT = 'craftworks-backup';
/** 2 has the files, too. */
export const VERSION = 2;
export const READABLE: readonly unknown[] = [1, VERSION];

export const KIND = {
  header: 0,
  collection: 1,
  document: 2,
  collectionEnd: 3,
  end: 4,
  file: 5,
  piece: 6,
  fileEnd: 7,
} as const;

export interface Frame {
  readonly kind: number;
  readonly bytes: Buffer;
}

export interface CollectionHead {
  readonly name: string;
  readonly type: string;
  readonly options: Document;
  readonly indexes: readonly Document[];
}

export interface CollectionEnd {
  readonly name: string;
  readonly count: number;
  readonly checksum: string;
}

const LENGTH_BYTES = 4;

/** The bytes of a frame with a document that is not yet BSON. */
export function encodeFrame(kind: number, document: object): Buffer {
  return frameOf(kind, serialize(document));
}

/** The bytes of a frame. */
export function frameOf(kind: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(kind), bytes]);
}

/** Cuts a stream of bytes into frames, and holds no more than one of them and one chunk. */
export async function* readFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = endOfFrame(rest, start); end <= rest.length; end = endOfFrame(rest, start)) {
      yield { kind: rest.readUInt8(start), bytes: rest.subarray(start + 1, end) };
      start = end;
    }
    rest = rest.subarray(start);
  }
  if (rest.length > 0) {
    throw new Error('the backup is cut off');
  }
}

function endOfFrame(bytes: Buffer, start: number): number {
  return bytes.length < start + 1 + LENGTH_BYTES ? Infinity : start + 1 + bytes.readInt32LE(start + 1);
}

/** Reads the document of a frame that is not a user's. */
export function contentOf<T>({ bytes }: Frame): T {
  return deserialize(bytes) as T;
}

export interface Tally {
  add(bytes: Uint8Array): void;
  count(): number;
  checksum(): string;
}

/** Counts documents and combines their SHA-256 sums, whatever their order. */
export function makeTally(): Tally {
  let count = 0;
  const combined = Buffer.alloc(32);
  return {
    add(bytes) {
      count += 1;
      const digest = createHash('sha256').update(bytes).digest();
      for (const [i, byte] of digest.entries()) {
        combined[i] = (combined[i] ?? 0) ^ byte;
      }
    },
    count: () => count,
    checksum: () => combined.toString('hex'),
  };
}
