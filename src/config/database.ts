import mongoose, { type mongo } from 'mongoose';
import { models, type AnyModel } from '../models/defineModel';

const WAIT_MS = 4_500;

mongoose.set('strictQuery', 'throw');
mongoose.set('bufferCommands', false);

/** Opens the connection; a failing database costs a request about 5 s, never the driver's two minutes. */
export async function connectDatabase(
  uri: string,
  poolSize: number,
  { monitorCommands = false, waitMs = WAIT_MS } = {},
): Promise<void> {
  await mongoose.connect(uri, {
    monitorCommands,
    maxPoolSize: poolSize,
    minPoolSize: 2,
    serverSelectionTimeoutMS: waitMs,
    waitQueueTimeoutMS: waitMs,
    connectTimeoutMS: waitMs,
    socketTimeoutMS: 30_000,
    heartbeatFrequencyMS: 2_000,
    writeConcern: { w: 'majority' },
    retryWrites: true,
    retryReads: true,
    autoIndex: false,
    autoCreate: false,
    appName: 'craftworks',
  });
  await refuseStandalone();
}

/** Transactions need a replica set. */
async function refuseStandalone(): Promise<void> {
  const hello = await admin().command({ hello: 1 });
  if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') {
    await mongoose.disconnect();
    throw new Error(
      'This MongoDB is a standalone server; Craftworks needs a replica set, because it uses transactions. ' +
        'One node is enough: start mongod with --replSet rs0, run rs.initiate() once in mongosh, ' +
        'and add ?replicaSet=rs0 to MONGODB_URI. Or leave MONGODB_URI empty and let Craftworks start its own.',
    );
  }
}

/** How many collections are made at a time. */
const AT_ONCE = 4;

/** Makes every collection and index, before the first request and the first transaction. */
export async function initModels(): Promise<void> {
  const present = new Set(
    (await database().listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
  );
  const left = [...byCollection().values()];
  const lane = async (): Promise<void> => {
    for (let sharing = left.shift(); sharing; sharing = left.shift()) {
      for (const model of sharing) {
        await initModel(model, present);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** The models by their collection; some share one, which is never made twice at a time. */
function byCollection(): ReadonlyMap<string, readonly AnyModel[]> {
  const sharing = new Map<string, AnyModel[]>();
  for (const model of models()) {
    const { collectionName } = model.collection;
    sharing.set(collectionName, [...(sharing.get(collectionName) ?? []), model]);
  }
  return sharing;
}

/** All indexes of a collection by one command, which makes the collection, too: one at a time they make up most of a start. */
async function initModel(model: AnyModel, present: ReadonlySet<string>): Promise<void> {
  const { collection, schema } = model;
  const indexes = schema.indexes().map(([key, options]) => ({ ...options, key }) as mongo.IndexDescription);
  if (indexes.length > 0) {
    await collection.createIndexes(indexes);
  } else if (!present.has(collection.collectionName)) {
    await model.createCollection();
  }
}

export const disconnectDatabase = (): Promise<void> => mongoose.disconnect();

/** Whether the database answers now. */
export async function pingDatabase(): Promise<boolean> {
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) {
    return false;
  }
  return admin()
    .command({ ping: 1 }, { timeoutMS: 2_000 })
    .then(
      () => true,
      () => false,
    );
}

function database(): NonNullable<typeof mongoose.connection.db> {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('the database is not connected');
  }
  return db;
}

const admin = (): ReturnType<ReturnType<typeof database>['admin']> => database().admin();
