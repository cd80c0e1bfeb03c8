import { Schema, type Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** The first answer to a request with an Idempotency-Key, kept for a day. */
export interface IdempotencyKey {
  readonly _id: Types.ObjectId;
  /** User id, or `anonymous`. */
  owner: string;
  route: string;
  key: string;
  bodyHash: string;
  state: 'running' | 'answered';
  /** Changes when another attempt takes over; a late one can then no longer commit. */
  attempt: string;
  leaseUntil: Date;
  /** Results of the request's committed transactions, in their order. */
  results: Record<string, { result?: unknown }>;
  answer?: { status: number; body: string };
  createdAt: Date;
}

const answerSchema = new Schema({ status: Number, body: String }, { _id: false });

const schema = new Schema<IdempotencyKey>(
  {
    owner: { type: String, required: true },
    route: { type: String, required: true },
    key: { type: String, required: true },
    bodyHash: { type: String, required: true },
    state: { type: String, enum: ['running', 'answered'], required: true },
    attempt: { type: String, required: true },
    leaseUntil: { type: Date, required: true },
    results: { type: Schema.Types.Mixed, default: {} },
    answer: answerSchema,
    createdAt: { type: Date, required: true },
  },
  { minimize: false },
);

schema.index({ owner: 1, route: 1, key: 1 }, { unique: true });
schema.index({ createdAt: 1 });

export const idempotencyKeyQueries: readonly ModelQuery[] = [
  { name: 'find by key', filter: { owner: 'anonymous', route: 'POST /api/x', key: 'k' } },
  { name: 'purge', filter: { createdAt: { $lt: new Date(0) } } },
];

export const IdempotencyKeyModel = defineModel<IdempotencyKey>({
  name: 'IdempotencyKey',
  collection: 'idempotencyKeys',
  schema,
  queries: idempotencyKeyQueries,
});
