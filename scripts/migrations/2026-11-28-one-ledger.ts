import mongoose, { type mongo } from 'mongoose';
import { LedgerAccountModel } from '../../src/models/ledgerAccount.model';
import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import type { Migration } from './migration';

const AT_ONCE = 500;
const [ENTRIES, LINES] = ['ledgerEntries', 'ledgerLines'];

type Line = mongo.BSON.Document & { readonly _id: mongo.ObjectId; readonly entryId: mongo.ObjectId };
type Entry = mongo.BSON.Document & { readonly _id: mongo.ObjectId };

/** Entries and lines had a collection each: they move into one, and each entry names its lines. Not a word of them changes. */
export const oneLedger: Migration = {
  name: '2026-11-28-one-ledger',
  async run() {
    const db = database();
    const [entries, lines] = [db.collection<Entry>(ENTRIES), db.collection<Line>(LINES)];
    const movedLines = await inBatches(lines, copy);
    const movedEntries = await inBatches(entries, async (batch) => copy(await withLineIds(batch, lines)));
    await dropAll(db);
    return movedLines + movedEntries;
  },
};

function database(): mongo.Db {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('the database is not connected');
  }
  return db;
}

/** In the order of their ids; says how many there were. */
async function inBatches<T extends Entry>(
  collection: mongo.Collection<T>,
  work: (batch: readonly Entry[]) => Promise<void>,
): Promise<number> {
  let count = 0;
  let batch: Entry[] = [];
  for await (const document of collection.find().sort({ _id: 1 }).batchSize(AT_ONCE)) {
    batch.push(document);
    count += 1;
    if (batch.length === AT_ONCE) {
      await work(batch);
      batch = [];
    }
  }
  if (batch.length > 0) {
    await work(batch);
  }
  return count;
}

async function copy(batch: readonly Entry[]): Promise<void> {
  const writes = batch.map((document) => ({
    replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
  }));
  await LedgerEntryModel.collection.bulkWrite(writes);
}

async function withLineIds(batch: readonly Entry[], lines: mongo.Collection<Line>): Promise<Entry[]> {
  const found = await lines
    .find({ entryId: { $in: batch.map(({ _id }) => _id) } }, { projection: { entryId: 1 } })
    .sort({ _id: 1 })
    .toArray();
  const idsOf = new Map(batch.map(({ _id }) => [_id.toHexString(), [] as mongo.ObjectId[]]));
  found.forEach(({ _id, entryId }) => idsOf.get(entryId.toHexString())?.push(_id));
  return batch.map((entry) => ({ ...entry, lineIds: idsOf.get(entry._id.toHexString()) ?? [] }));
}

/** The entries go first: who begins again without lines would name none. */
async function dropAll(db: mongo.Db): Promise<void> {
  const present = await db.listCollections({}, { nameOnly: true }).toArray();
  for (const name of [ENTRIES, LINES].filter((one) => present.some((known) => known.name === one))) {
    await db.collection(name).drop();
  }
  const indexes = await LedgerAccountModel.collection.indexes();
  if (indexes.some(({ name }) => name === 'userId_1')) {
    await LedgerAccountModel.collection.dropIndex('userId_1');
  }
}
