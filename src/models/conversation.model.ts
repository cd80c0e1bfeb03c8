import { Schema, Types } from 'mongoose';
import type { PerSide } from '../utils/talkWords';
import { defineModel, type ModelQuery } from './defineModel';

/** How far one side has read; it never moves back. */
export interface ReadMark {
  /** The number of the last message that was there. */
  upTo: number;
  /** How many of the other side's messages that were. */
  count: number;
  at?: Date;
}

/** The last message as lists show it. */
export interface LastMessage {
  messageId: Types.ObjectId;
  senderId: Types.ObjectId;
  excerpt: string;
  files: number;
  /** Staff has taken it away. */
  isRemoved?: boolean;
  at: Date;
}

/** What the owner of a job and one craftsman write to each other about it. */
export interface Conversation {
  readonly _id: Types.ObjectId;
  jobId: Types.ObjectId;
  clientId: Types.ObjectId;
  craftsmanId: Types.ObjectId;
  /** The two of them, in no order. */
  people: Types.ObjectId[];
  /** Both ids as blocks name the pair. */
  pairKey: string;
  /** One of the two has blocked the other: written by whoever blocks, so that he and a message at that moment meet. */
  isBlocked: boolean;
  /** How many messages there are, which is the number of the last one. */
  messageCount: number;
  /** How many of them each side has sent. */
  sent: PerSide<number>;
  read: PerSide<ReadMark>;
  /** Who has not read all of it. */
  unreadOf: Types.ObjectId[];
  last?: LastMessage;
  /** When the last message was sent, or when it was opened. */
  lastAt: Date;
  createdAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };
const ids = { type: [Schema.Types.ObjectId], required: true };
const count = { type: Number, required: true };
const instant = { type: Date, required: true };

const readMark = new Schema<ReadMark>({ upTo: count, count, at: Date }, { _id: false });
const mark = { type: readMark, required: true };
const counts = new Schema<Conversation['sent']>({ client: count, craftsman: count }, { _id: false });
const marks = new Schema<Conversation['read']>({ client: mark, craftsman: mark }, { _id: false });
const last = new Schema<LastMessage>(
  {
    messageId: id,
    senderId: id,
    excerpt: { type: String, default: '' },
    files: count,
    isRemoved: Boolean,
    at: instant,
  },
  { _id: false },
);

const schema = new Schema<Conversation>({
  jobId: id,
  clientId: id,
  craftsmanId: id,
  people: ids,
  pairKey: { type: String, required: true },
  isBlocked: { type: Boolean, required: true },
  messageCount: count,
  sent: { type: counts, required: true },
  read: { type: marks, required: true },
  unreadOf: ids,
  last,
  lastAt: instant,
  createdAt: instant,
});

const newestFirst = { lastAt: -1, _id: -1 } as const;

schema.index({ jobId: 1, craftsmanId: 1 }, { unique: true });
schema.index({ people: 1, lastAt: -1, _id: -1 });
schema.index({ unreadOf: 1, lastAt: -1, _id: -1 });
schema.index({ pairKey: 1, lastAt: -1, _id: -1 });

const someone = new Types.ObjectId();

export const conversationQueries: readonly ModelQuery[] = [
  { name: 'of a job and a craftsman', filter: { jobId: someone, craftsmanId: someone } },
  { name: 'own', filter: { people: someone }, sort: newestFirst },
  { name: 'unread', filter: { unreadOf: someone }, sort: newestFirst },
  { name: 'of a pair', filter: { pairKey: '0:1' }, sort: newestFirst },
];

export const ConversationModel = defineModel<Conversation>({
  name: 'Conversation',
  collection: 'conversations',
  schema,
  queries: conversationQueries,
});
