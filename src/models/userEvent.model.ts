import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** One thing that a user was told live, at its place in his log. */
export interface UserEvent {
  readonly _id: Types.ObjectId;
  userId: Types.ObjectId;
  /** 1, 2, 3 … per user, without gaps; the `id` on the wire. */
  seq: number;
  /** The event's name on the wire. */
  name: string;
  payload: Readonly<Record<string, unknown>>;
  at: Date;
  /** What caused it, so that a repeated delivery does not tell it twice. */
  dedupeKey: string;
}

const schema = new Schema<UserEvent>({
  userId: { type: Schema.Types.ObjectId, required: true },
  seq: { type: Number, required: true },
  name: { type: String, required: true },
  payload: { type: Schema.Types.Mixed, required: true },
  at: { type: Date, required: true },
  dedupeKey: { type: String, required: true },
});

schema.index({ userId: 1, seq: 1 }, { unique: true });
schema.index({ userId: 1, dedupeKey: 1 }, { unique: true });
schema.index({ at: 1 });

const userId = new Types.ObjectId();
const aTime = new Date(0);

export const userEventQueries: readonly ModelQuery[] = [
  { name: 'after a place', filter: { userId, seq: { $gt: 1 } }, sort: { seq: 1 } },
  { name: 'newest of a user', filter: { userId }, sort: { seq: -1 } },
  { name: 'by cause', filter: { userId, dedupeKey: 'a delivery' } },
  { name: 'written lately', filter: { _id: { $gt: new Types.ObjectId() } }, sort: { _id: 1 } },
  {
    name: 'behind',
    filter: {
      $or: [
        { userId, seq: { $gt: 1 } },
        { userId: new Types.ObjectId(), seq: { $gt: 2 } },
      ],
    },
  },
  { name: 'purge', filter: { at: { $lt: aTime } } },
  { name: 'purge of a user', filter: { userId, seq: { $lt: 9 }, at: { $lt: aTime } } },
];

export const UserEventModel = defineModel<UserEvent>({
  name: 'UserEvent',
  collection: 'userEvents',
  schema,
  queries: userEventQueries,
});
