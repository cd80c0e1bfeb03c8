import { Schema, type Types } from 'mongoose';
import type { ActorRole } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

export const OUTBOX_STATES = ['pending', 'done', 'dead'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** One delivery of one event to one handler; it carries the event itself, so that recording is one round trip. */
export interface OutboxRow {
  _id: Types.ObjectId;
  /** The same on all rows of one event. */
  eventId: Types.ObjectId;
  event: string;
  handler: string;
  data: unknown;
  actor: { id: string; role?: ActorRole };
  requestId?: string;
  /** When the fact happened. */
  at: Date;
  state: OutboxState;
  /** Runs begun, counted at the claim: a row that kills its process runs out of tries, too. */
  attempts: number;
  /** Pending: not before this instant; while leased it is the end of the lease. Afterwards it stays where it was. */
  nextAttemptAt: Date;
  leaseUntil?: Date;
  leasedBy?: string;
  lastError?: string;
  doneAt?: Date;
}

const actor = new Schema({ id: { type: String, required: true }, role: String }, { _id: false });

const schema = new Schema<OutboxRow>({
  eventId: { type: Schema.Types.ObjectId, required: true },
  event: { type: String, required: true },
  handler: { type: String, required: true },
  data: Schema.Types.Mixed,
  actor: { type: actor, required: true },
  requestId: String,
  at: { type: Date, required: true },
  state: { type: String, enum: OUTBOX_STATES, required: true },
  attempts: { type: Number, required: true },
  nextAttemptAt: { type: Date, required: true },
  leaseUntil: Date,
  leasedBy: String,
  lastError: String,
  doneAt: Date,
});

// Written with every event: the one index serves the poll, the lag, the purge and the list of dead rows.
schema.index({ state: 1, nextAttemptAt: 1 });

const aTime = new Date(0);

export const outboxRowQueries: readonly ModelQuery[] = [
  { name: 'due', filter: { state: 'pending', nextAttemptAt: { $lte: aTime } }, sort: { nextAttemptAt: 1 } },
  { name: 'dead', filter: { state: 'dead' }, sort: { nextAttemptAt: -1 } },
  { name: 'purge', filter: { state: 'done', nextAttemptAt: { $lt: aTime } } },
];

export const OutboxRowModel = defineModel<OutboxRow>({
  name: 'OutboxRow',
  collection: 'outbox',
  schema,
  queries: outboxRowQueries,
});
