import { Schema } from 'mongoose';
import type { ModelQuery } from '../defineModel';

/** When an account was erased, and when it is looked at next for what must still go; absent: nothing is left. */
export interface Erasure {
  at: Date;
  sweepAt?: Date;
}

export const erasureSchema = new Schema<Erasure>(
  { at: { type: Date, required: true }, sweepAt: Date },
  { _id: false },
);

/** Gives the schema of accounts the indexes by which erased ones are found. */
export function indexErasures<T>(schema: Schema<T>): void {
  for (const field of ['erasure.sweepAt', 'erasure.at']) {
    schema.index({ [field]: 1 }, { partialFilterExpression: { [field]: { $exists: true } } });
  }
}

export const erasureQueries: readonly ModelQuery[] = [
  {
    name: 'erased, with something left',
    filter: { 'erasure.sweepAt': { $exists: true, $lte: new Date(0) } },
    sort: { 'erasure.sweepAt': 1 },
  },
  {
    name: 'erased',
    filter: { 'erasure.at': { $exists: true, $gte: new Date(0) } },
    sort: { 'erasure.at': 1 },
  },
];
