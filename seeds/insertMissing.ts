import { mongo, type Model, type Types } from 'mongoose';

const DUPLICATE_KEY = 11_000;

export interface Inserted {
  readonly count: number;
  /** Somebody else loads the same ones just now, or has a unique key of ours for something of his. */
  readonly hasDuplicates: boolean;
}

/** Inserts those of the documents whose ids are not there yet, in one round trip. */
export async function insertMissing<T extends { readonly _id: Types.ObjectId }>(
  model: Model<T>,
  documents: readonly T[],
): Promise<Inserted> {
  if (documents.length === 0) {
    return { count: 0, hasDuplicates: false };
  }
  const operations = documents.map(({ _id, ...fields }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
  }));
  try {
    const { upsertedCount } = await model.collection.bulkWrite(operations, { ordered: false });
    return { count: upsertedCount, hasDuplicates: false };
  } catch (error) {
    if (isDuplicatesOnly(error)) {
      return { count: error.upsertedCount, hasDuplicates: true };
    }
    throw error;
  }
}

const isDuplicatesOnly = (error: unknown): error is mongo.MongoBulkWriteError =>
  error instanceof mongo.MongoBulkWriteError &&
  [error.writeErrors].flat().every(({ code }) => code === DUPLICATE_KEY);
