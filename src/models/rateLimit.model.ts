import { Schema } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** How often something was done: by one caller within one window, or against one account. */
export interface RateLimitRow {
  key: string;
  points: number;
  /** The end of the window; from then on a task may delete the row. */
  endsAt: Date;
  /** Written by rate-limiter-flexible from the machine's clock; ours is `endsAt`. */
  expire?: Date | null;
  /** Accounts: not again before this instant. */
  freeAt?: Date;
}

const schema = new Schema<RateLimitRow>({
  key: { type: String, required: true },
  points: { type: Number, required: true },
  endsAt: { type: Date, required: true },
  expire: Date,
  freeAt: Date,
});

schema.index({ key: 1 }, { unique: true });
schema.index({ endsAt: 1 });

const aTime = new Date(0);

export const rateLimitQueries: readonly ModelQuery[] = [
  { name: 'count', filter: { key: 'a-key', endsAt: aTime } },
  { name: 'sums', filter: { key: { $in: ['a-key', 'another'] } } },
  { name: 'purge', filter: { endsAt: { $lte: aTime } } },
];

export const RateLimitModel = defineModel<RateLimitRow>({
  name: 'RateLimit',
  collection: 'rateLimits',
  schema,
  queries: rateLimitQueries,
});
