import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { deserialize } from 'bson';
import type { Db, Document } from 'mongodb';
import { listFiles, makeFileChecker, makeFileWriter, type FileEnd } from './files';
import {
  contentOf,
  FORMAT,
  KIND,
  makeTally,
  READABLE,
  readFrames,
  VERSION,
  type CollectionEnd,
  type CollectionHead,
  type Frame,
  type Tally,
} from './format';

export type Restored = CollectionEnd;

export interface RestoreOptions {
  /** Drop what the database holds. */
  readonly force: boolean;
  /** Where the files go that are in the backup; absent: they stay in it. */
  readonly filesDir?: string;
  /** Filled with the files that were written. */
  readonly files?: FileEnd[];
}

const BATCH_DOCUMENTS = 500;
const CHUNK_BYTES = 1_048_576;
const BATCH_BYTES = 4_000_000;

/** Every value stays what it was: a double that looks whole is not made an integer. */
const EXACTLY = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };

/**
 * Puts a backup's collections and indexes into the database, and its files into their folder; compares each with the
 * backup's count and checksum. Nothing is touched when the backup is damaged, or something is there already.
 */
export async function restoreBackup(
  db: Db,
  path: string,
  { force, filesDir, files = [] }: RestoreOptions,
): Promise<Restored[]> {
  await checkFile(path);
  if (!force) {
    await refuseUnlessEmpty(db);
    await refuseFiles(filesDir);
  }
  const fileWriter = filesDir === undefined ? undefined : makeFileWriter(filesDir, files);
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    await db.collection(name).drop();
  }
  const restored: Restored[] = [];
  const writer = makeWriter(db);
  for await (const frame of framesOf(path)) {
    await writer.take(frame);
    await fileWriter?.take(frame);
    if (frame.kind === KIND.collectionEnd) {
      restored.push(contentOf<CollectionEnd>(frame));
    }
  }
  for (const expected of restored) {
    await verify(db, expected);
  }
  return restored;
}

function framesOf(path: string): AsyncGenerator<Frame> {
  const file = createReadStream(path);
  const content = createGunzip({ chunkSize: CHUNK_BYTES });
  file.on('error', (error) => content.destroy(error));
  return readFrames(file.pipe(content));
}

/** Reads the whole file before anything in the database is touched. */
async function checkFile(path: string): Promise<void> {
  let tally = makeTally();
  let isWhole = false;
  const files = makeFileChecker();
  for await (const frame of framesOf(path)) {
    if (frame.kind === KIND.header) {
      refuseOtherFormats(contentOf(frame));
    } else if (frame.kind === KIND.document) {
      tally.add(frame.bytes);
    } else if (frame.kind === KIND.collectionEnd) {
      compare(contentOf<CollectionEnd>(frame), tally, 'the backup');
      tally = makeTally();
    }
    await files.take(frame);
    isWhole = frame.kind === KIND.end;
  }
  if (!isWhole) {
    throw new Error('the backup is cut off');
  }
}

function refuseOtherFormats({ format, version }: Document): void {
  if (format !== FORMAT || !READABLE.includes(version)) {
    throw new Error(`this is no backup of the kind ${FORMAT} ${VERSION}`);
  }
}

async function refuseUnlessEmpty(db: Db): Promise<void> {
  for (const { name, type } of await db.listCollections().toArray()) {
    if (type !== 'view' && (await db.collection(name).findOne()) !== null) {
      throw new Error(`database ${db.databaseName} is not empty (${name}); --force replaces what it holds`);
    }
  }
}

async function refuseFiles(dir: string | undefined): Promise<void> {
  if (dir !== undefined && (await listFiles(dir)).length > 0) {
    throw new Error(`${dir} is not empty; --force writes over what it holds`);
  }
}

/** Inserts documents in batches; a collection's indexes are built when its documents are there. */
function makeWriter(db: Db): { take(frame: Frame): Promise<void> } {
  let head: CollectionHead | undefined;
  let batch: Document[] = [];
  let bytes = 0;

  async function flush(): Promise<void> {
    if (head && batch.length > 0) {
      await db.collection(head.name).insertMany(batch, { ordered: false });
    }
    batch = [];
    bytes = 0;
  }

  async function take(frame: Frame): Promise<void> {
    if (frame.kind === KIND.collection) {
      head = contentOf<CollectionHead>(frame);
      await db.createCollection(head.name, head.options);
    } else if (frame.kind === KIND.document) {
      batch.push(deserialize(frame.bytes, EXACTLY));
      bytes += frame.bytes.length;
      if (batch.length >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) {
        await flush();
      }
    } else if (frame.kind === KIND.collectionEnd && head) {
      await flush();
      await buildIndexes(db, head);
    }
  }

  return { take };
}

async function buildIndexes(db: Db, { name, indexes }: CollectionHead): Promise<void> {
  if (indexes.length > 0) {
    await db.command({ createIndexes: name, indexes });
  }
}

async function verify(db: Db, expected: CollectionEnd): Promise<void> {
  const tally = makeTally();
  const isView = (await db.listCollections({ name: expected.name }).next())?.type === 'view';
  for await (const document of isView ? [] : db.collection(expected.name).find({}, { raw: true })) {
    tally.add(document as unknown as Buffer);
  }
  compare(expected, tally, 'the restored collection');
}

function compare({ name, count, checksum }: CollectionEnd, tally: Tally, what: string): void {
  if (tally.count() !== count || tally.checksum() !== checksum) {
    throw new Error(
      `${what} differs: ${name} should hold ${count} documents and holds ${tally.count()}, or others`,
    );
  }
}
