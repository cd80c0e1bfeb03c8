import { Schema, type Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** One delivery of one webhook of the sandbox gateway; a duplicate on demand is a row of its own with the same body. */
export interface SandboxWebhook {
  readonly _id: Types.ObjectId;
  body: string;
  state: 'pending' | 'done' | 'dead';
  /** Tries begun. */
  attempts: number;
  /** Not before this instant; while it is under way, the end of its lease. */
  nextAttemptAt: Date;
  lastError?: string;
}

const schema = new Schema<SandboxWebhook>({
  body: { type: String, required: true },
  state: { type: String, enum: ['pending', 'done', 'dead'], required: true },
  attempts: { type: Number, required: true },
  nextAttemptAt: { type: Date, required: true },
  lastError: String,
});

schema.index({ state: 1, nextAttemptAt: 1 });

export const sandboxWebhookQueries: readonly ModelQuery[] = [
  {
    name: 'due',
    filter: { state: 'pending', nextAttemptAt: { $lte: new Date(0) } },
    sort: { nextAttemptAt: 1 },
  },
  { name: 'purge', filter: { state: 'done', nextAttemptAt: { $lt: new Date(0) } } },
];

export const SandboxWebhookModel = defineModel<SandboxWebhook>({
  name: 'SandboxWebhook',
  collection: 'sandboxWebhooks',
  schema,
  queries: sandboxWebhookQueries,
});
