import mongoose, { mongo } from 'mongoose';
import { RateLimiterMongo } from 'rate-limiter-flexible';
import { RateLimitModel } from '../../models/rateLimit.model';
import type { Count, CounterStore } from './counterStore';

const DUPLICATE_KEY = 11_000;
const BATCH = 500;
const TRIES = 3;

/** Counts in MongoDB: strict limits through rate-limiter-flexible, the others as bulk writes to the same collection. */
export function makeMongoCounterStore(): CounterStore {
  let limiter: RateLimiterMongo | undefined;

  // Not before the first count: the limiter takes its collection from an open connection.
  const opened = (): RateLimiterMongo => {
    if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) {
      throw new Error('the database of the rate limits is not connected');
    }
    limiter ??= openLimiter();
    return limiter;
  };

  const add = async ({ key, points, windowMs, endsAt }: Count): Promise<number> => {
    // Twice the window, so that a row never looks expired while its window runs; and never without an end:
    // there the limiter's answer to a lost race for the first row would start the count anew.
    const options = { attrs: { endsAt }, customDuration: Math.ceil((2 * windowMs) / 1000) };
    const { consumedPoints } = await opened().penalty(key, points, options);
    return consumedPoints;
  };

  const addAll = async (counts: readonly Count[]): Promise<ReadonlyMap<string, number>> => {
    opened();
    const sums = new Map<string, number>();
    for (let from = 0; from < counts.length; from += BATCH) {
      await addBatch(counts.slice(from, from + BATCH), sums);
    }
    return sums;
  };
  return { add, addAll };
}

function openLimiter(): RateLimiterMongo {
  return new RateLimiterMongo({
    storeClient: mongoose.connection.getClient(),
    dbName: mongoose.connection.name,
    tableName: RateLimitModel.collection.collectionName,
    keyPrefix: '',
    points: 1,
    duration: 1,
    disableIndexesCreation: true,
  });
}

async function addBatch(counts: readonly Count[], sums: Map<string, number>): Promise<void> {
  await writeAll(counts, TRIES);
  const keys = counts.map(({ key }) => key);
  const rows = RateLimitModel.collection.find(
    { key: { $in: keys } },
    { projection: { _id: 0, key: 1, points: 1 } },
  );
  for await (const row of rows) {
    sums.set(String(row['key']), Number(row['points']));
  }
}

async function writeAll(counts: readonly Count[], tries: number): Promise<void> {
  try {
    await RateLimitModel.collection.bulkWrite(counts.map(additionOf), { ordered: false });
  } catch (error) {
    const lost = tries > 1 ? lostRaces(error) : undefined;
    if (!lost) {
      throw error;
    }
    await writeAll(
      counts.filter((_, index) => lost.has(index)),
      tries - 1,
    );
  }
}

const additionOf = ({ key, points, endsAt }: Count): mongo.AnyBulkWriteOperation => ({
  updateOne: { filter: { key }, update: { $inc: { points }, $setOnInsert: { endsAt } }, upsert: true },
});

/** The places of the upserts that met another process inserting the same row; nothing when anything else went wrong. */
function lostRaces(error: unknown): ReadonlySet<number> | undefined {
  if (!(error instanceof mongo.MongoBulkWriteError)) {
    return undefined;
  }
  const faults = [error.writeErrors].flat();
  const allLost = faults.length > 0 && faults.every(({ code }) => code === DUPLICATE_KEY);
  return allLost ? new Set(faults.map(({ index }) => index)) : undefined;
}
