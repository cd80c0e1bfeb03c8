import { Schema, Types } from 'mongoose';
import { EVENT_GROUPS } from '../utils/preferences';
import { defineModel, type ModelQuery } from './defineModel';

/** Every kind with a choice of its own, and security, which has none. */
export const NOTIFICATION_TYPES = [...EVENT_GROUPS, 'security'] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** Something that a user was told, in his language as it was then. */
export interface Notification {
  readonly _id: Types.ObjectId;
  userId: Types.ObjectId;
  type: NotificationType;
  /** Which notice it is, for apps that have a page of their own for it. */
  name: string;
  title: string;
  message: string;
  /** The ids it speaks of. */
  data: Readonly<Record<string, unknown>>;
  read: boolean;
  readAt?: Date;
  at: Date;
  /** The delivery it came from: repeating that adds nothing. */
  dedupeKey: string;
}

const schema = new Schema<Notification>({
  userId: { type: Schema.Types.ObjectId, required: true },
  type: { type: String, enum: NOTIFICATION_TYPES, required: true },
  name: { type: String, required: true },
  title: { type: String, required: true },
  message: { type: String, required: true },
  data: { type: Schema.Types.Mixed, required: true },
  read: { type: Boolean, required: true },
  readAt: Date,
  at: { type: Date, required: true },
  dedupeKey: { type: String, required: true },
});

schema.index({ dedupeKey: 1 }, { unique: true });
schema.index({ userId: 1, at: -1, _id: -1 });
schema.index({ at: 1 });
schema.index({ userId: 1, read: 1, at: -1, _id: -1 });

const userId = new Types.ObjectId();
const newestFirst = { at: -1, _id: -1 } as const;

export const notificationQueries: readonly ModelQuery[] = [
  { name: 'newest of a user', filter: { userId }, sort: newestFirst },
  { name: 'unread of a user', filter: { userId, read: false }, sort: newestFirst },
  { name: 'old ones', filter: { at: { $lt: new Date(0) } } },
  { name: 'oldest of a user', filter: { userId }, sort: { at: 1, _id: 1 } },
  { name: 'by cause', filter: { dedupeKey: 'a delivery' } },
  {
    name: 'unread up to an instant',
    filter: { userId, read: false, at: { $lte: new Date(0) } },
    sort: newestFirst,
  },
];

export const NotificationModel = defineModel<Notification>({
  name: 'Notification',
  collection: 'notifications',
  schema,
  queries: notificationQueries,
});
