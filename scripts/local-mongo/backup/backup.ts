import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ClientSession, Db, Document } from 'mongodb';
import { fileFrames, type FileEnd } from './files';
import {
  encodeFrame,
  FORMAT,
  frameOf,
  KIND,
  makeTally,
  VERSION,
  type CollectionEnd,
  type CollectionHead,
} from './format';

const BATCH = 500;

export interface BackupOptions {
  /** The folder of the media library, whose files go with it; absent: the database alone. */
  readonly filesDir?: string;
  /** Filled with the files that were written. */
  readonly files?: FileEnd[];
}

/**
 * Writes every collection, as it was at one moment, and then the files, into one file, which appears only when it is whole.
 * Files are written before the rows that speak of them and removed after: those of that moment are there, or on their way out.
 */
export async function writeBackup(
  db: Db,
  path: string,
  options: BackupOptions = {},
): Promise<CollectionEnd[]> {
  const draft = `${path}.draft`;
  const saved: CollectionEnd[] = [];
  try {
    const heads = await readHeads(db);
    await atOneMoment(db, (session) =>
      pipeline(
        Readable.from(frames(heads, { db, session, saved, ...options })),
        createGzip(),
        createWriteStream(draft),
      ),
    );
    await flush(draft);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return saved;
}

/** Names, options and indexes, without what only the server itself says about them. */
async function readHeads(db: Db): Promise<CollectionHead[]> {
  const heads: CollectionHead[] = [];
  for (const { name, type = 'collection', ...info } of await db.listCollections().toArray()) {
    if (!name.startsWith('system.')) {
      const options = 'options' in info ? info.options : {};
      heads.push({ name, type, options, indexes: type === 'view' ? [] : await readIndexes(db, name) });
    }
  }
  return heads.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readIndexes(db: Db, name: string): Promise<Document[]> {
  const indexes: Document[] = await db.collection(name).listIndexes().toArray();
  return indexes
    .filter((index) => index.name !== '_id_')
    .map(({ v: _v, ns: _ns, storageEngine: _engine, ...index }) => ({ ...index, key: keyAsAsked(index) }));
}

/** The server shows a text index by its inner fields; it is asked for by the fields that have weights. */
function keyAsAsked({ key, weights }: Document): Document {
  const texts = Object.keys((weights ?? {}) as Document).map((field) => [field, 'text']);
  const entries = Object.entries(key as Document).filter(([field]) => field !== '_ftsx');
  return Object.fromEntries(entries.flatMap(([field, kind]) => (field === '_fts' ? texts : [[field, kind]])));
}

/** MongoDB reads a past moment in a snapshot session, DocumentDB in a transaction. */
async function atOneMoment(db: Db, read: (session: ClientSession) => Promise<void>): Promise<void> {
  const { modules = [] } = await db.admin().command({ buildInfo: 1 });
  const inTransaction = (modules as string[]).includes('documentdb');
  await db.client.withSession({ snapshot: !inTransaction }, async (session) => {
    if (inTransaction) {
      session.startTransaction();
    }
    await read(session);
    if (inTransaction) {
      await session.abortTransaction();
    }
  });
}

interface Reading extends BackupOptions {
  readonly db: Db;
  readonly session: ClientSession;
  /** Filled with what was written. */
  readonly saved: CollectionEnd[];
}

async function* frames(heads: readonly CollectionHead[], reading: Reading): AsyncGenerator<Buffer> {
  const { db, session, saved, filesDir, files = [] } = reading;
  yield encodeFrame(KIND.header, { format: FORMAT, version: VERSION, database: db.databaseName });
  for (const head of heads) {
    yield encodeFrame(KIND.collection, head);
    const tally = makeTally();
    const cursor = db.collection(head.name).find({}, { raw: true, session, batchSize: BATCH });
    for await (const document of head.type === 'view' ? [] : cursor) {
      const bytes = document as unknown as Buffer;
      tally.add(bytes);
      yield frameOf(KIND.document, bytes);
    }
    const end: CollectionEnd = { name: head.name, count: tally.count(), checksum: tally.checksum() };
    saved.push(end);
    yield encodeFrame(KIND.collectionEnd, end);
  }
  if (filesDir !== undefined) {
    yield* fileFrames(filesDir, files);
  }
  yield encodeFrame(KIND.end, { collections: heads.length, files: files.length });
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
