import { randomUUID } from 'node:crypto';
import { MongoClient, type Collection, type Db, type Document, type ObjectId } from 'mongodb';

/** A connection to the run's database, and a database of the test file's own in it. */

export type Id = number | string | ObjectId;

export interface Row extends Document {
  _id?: Id;
}

export interface Fixture {
  readonly client: MongoClient;
  readonly db: Db;
  /** Whether our gateway answers, and not a mongod. */
  readonly isGateway: boolean;
  rows(name: string): Collection<Row>;
  close(): Promise<void>;
}

/** The address of the run's database. */
export function runUri(): string {
  const uri = process.env.TEST_DATABASE_URI ?? process.env.TEST_MONGODB_URI;
  if (!uri) {
    throw new Error('the global setup gives TEST_DATABASE_URI');
  }
  return uri;
}

/** Connects to the address, with a database that nobody else uses. */
export async function openFixture(uri = runUri()): Promise<Fixture> {
  const client = await MongoClient.connect(uri);
  const db = client.db(`local_mongo_${randomUUID().slice(0, 8)}`);
  const { modules = [] } = await db.admin().command({ buildInfo: 1 });
  return {
    client,
    db,
    isGateway: (modules as string[]).includes('documentdb'),
    rows: (name) => db.collection<Row>(name),
    async close() {
      await db.dropDatabase();
      await client.close();
    },
  };
}

/** The error that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Document> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error: error as Document }),
  );
  if ('value' in outcome) {
    throw new Error(`expected an error, got ${JSON.stringify(outcome.value)?.slice(0, 200)}`);
  }
  return outcome.error;
}

/** The numbers from 0 below n. */
export const upTo = (n: number): number[] => [...Array(n).keys()];

/** n times the same act, all at once. */
export const atOnce = <T>(n: number, act: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(upTo(n).map(act));
