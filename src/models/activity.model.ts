import { Schema, type Types } from 'mongoose';
import type { ActorRole } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

/** A line of the audit log for humans: who did what to what, and what changed. */
export interface Activity {
  _id: Types.ObjectId;
  /** The outbox event it was made from: repeating the handler adds nothing. */
  eventId: Types.ObjectId;
  actor: { id: string; role?: ActorRole; name?: string };
  action: string;
  target: { type: string; id: string };
  /** Only fields that the event's author allows; never a secret. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  reason?: string;
  requestId?: string;
  at: Date;
}

const actor = new Schema(
  { id: { type: String, required: true }, role: String, name: String },
  { _id: false },
);
const target = new Schema(
  { type: { type: String, required: true }, id: { type: String, required: true } },
  { _id: false },
);

const schema = new Schema<Activity>({
  eventId: { type: Schema.Types.ObjectId, required: true },
  actor: { type: actor, required: true },
  action: { type: String, required: true },
  target: { type: target, required: true },
  before: Schema.Types.Mixed,
  after: Schema.Types.Mixed,
  reason: String,
  requestId: String,
  at: { type: Date, required: true },
});

schema.index({ eventId: 1 }, { unique: true });
schema.index({ at: -1, _id: -1 });
schema.index({ 'actor.id': 1, at: -1, _id: -1 });
schema.index({ 'target.type': 1, 'target.id': 1, at: -1, _id: -1 });
schema.index({ action: 1, at: -1, _id: -1 });

const newestFirst = { at: -1, _id: -1 } as const;

export const activityQueries: readonly ModelQuery[] = [
  { name: 'newest', filter: {}, sort: newestFirst },
  { name: 'between', filter: { at: { $gte: new Date(0), $lt: new Date(1) } }, sort: newestFirst },
  { name: 'by actor', filter: { 'actor.id': 'x' }, sort: newestFirst },
  { name: 'of target', filter: { 'target.type': 'job', 'target.id': 'x' }, sort: newestFirst },
  { name: 'of action', filter: { action: 'x' }, sort: newestFirst },
];

export const ActivityModel = defineModel<Activity>({
  name: 'Activity',
  collection: 'activities',
  schema,
  queries: activityQueries,
});
