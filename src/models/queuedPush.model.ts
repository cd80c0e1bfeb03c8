import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';
import { NOTIFICATION_TYPES, type NotificationType } from './notification.model';

/** One push in its owner's line: the earlier fact goes first, and each is handed to the carrier once. */
export interface QueuedPush {
  readonly _id: Types.ObjectId;
  userId: Types.ObjectId;
  /** The delivery and its receiver: joining the line again changes nothing. Breaks ties, too: facts are recorded in its order. */
  dedupeKey: string;
  /** When the fact happened. */
  at: Date;
  type: NotificationType;
  title: string;
  body: string;
  data: Readonly<Record<string, string>>;
  /** It came while its owner was not to be disturbed. */
  isQuiet: boolean;
  /** False once it was handed over, or is not wanted any more. */
  isOpen: boolean;
  /** Which hand holds it, and until when; a process that dies with it in hand has perhaps sent it, so it is not sent again. */
  hand?: string;
  handedUntil?: Date;
  /** The carrier wants to be left alone until then. */
  notBefore?: Date;
  /** The carrier refused it for good: it keeps nobody behind it waiting. */
  isRefused?: boolean;
  /** SHA-256 of the tokens that have it, when others have missed it. */
  servedKeys?: string[];
  closedAt?: Date;
}

const schema = new Schema<QueuedPush>({
  userId: { type: Schema.Types.ObjectId, required: true },
  dedupeKey: { type: String, required: true },
  at: { type: Date, required: true },
  type: { type: String, enum: NOTIFICATION_TYPES, required: true },
  title: { type: String, required: true },
  body: { type: String, required: true },
  data: { type: Schema.Types.Mixed, required: true },
  isQuiet: { type: Boolean, required: true },
  isOpen: { type: Boolean, required: true },
  hand: String,
  handedUntil: Date,
  notBefore: Date,
  isRefused: Boolean,
  servedKeys: { type: [String], default: undefined },
  closedAt: Date,
});

schema.index({ dedupeKey: 1 }, { unique: true });
schema.index({ userId: 1, isOpen: 1, at: 1, dedupeKey: 1 });
schema.index({ isOpen: 1, closedAt: 1 });

const userId = new Types.ObjectId();

export const queuedPushQueries: readonly ModelQuery[] = [
  { name: 'by cause', filter: { dedupeKey: 'a delivery' } },
  { name: 'the line', filter: { userId, isOpen: true }, sort: { at: 1, dedupeKey: 1 } },
  { name: 'purge', filter: { isOpen: false, closedAt: { $lt: new Date(0) } } },
];

export const QueuedPushModel = defineModel<QueuedPush>({
  name: 'QueuedPush',
  collection: 'queuedPushes',
  schema,
  queries: queuedPushQueries,
});
