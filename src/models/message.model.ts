import { Schema, Types } from 'mongoose';
import type { PerSide } from '../utils/talkWords';
import { defineModel, type ModelQuery } from './defineModel';
import type { Media } from './media.model';

/** A picture or file in a message; it is seen by a signed link. */
export type MessageFile = Pick<Media, 'key' | 'contentType' | 'sizeBytes' | 'width' | 'height'> & {
  mediaId: Types.ObjectId;
};

/** What one side wrote. Contact details that were not due are not in it: they were never stored. */
export interface Message {
  readonly _id: Types.ObjectId;
  conversationId: Types.ObjectId;
  /** 1, 2, 3 … in its conversation, without gaps. */
  number: number;
  senderId: Types.ObjectId;
  /** Empty where files say it all. */
  content: string;
  files: MessageFile[];
  /** How many contact details were taken out. */
  hiddenContacts: number;
  /** How many messages each side had sent by then, this one included. */
  sent: PerSide<number>;
  /** The stems of its words (utils/textTerms), by which it is found. */
  terms: string[];
  /** When staff took its words and files away; its place stays. */
  removedAt?: Date;
  createdAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };
const count = { type: Number, required: true };

const file = new Schema<MessageFile>(
  {
    mediaId: id,
    key: { type: String, required: true },
    contentType: { type: String, required: true },
    sizeBytes: count,
    width: Number,
    height: Number,
  },
  { _id: false },
);

const schema = new Schema<Message>({
  conversationId: id,
  number: count,
  senderId: id,
  content: { type: String, default: '' },
  files: { type: [file], required: true },
  hiddenContacts: count,
  sent: { type: new Schema({ client: count, craftsman: count }, { _id: false }), required: true },
  terms: { type: [String], required: true },
  removedAt: Date,
  createdAt: { type: Date, required: true },
});

schema.index({ conversationId: 1, number: -1 }, { unique: true });
schema.index({ conversationId: 1, terms: 1, number: -1 });

const conversationId = new Types.ObjectId();
const newestFirst = { number: -1 } as const;

export const messageQueries: readonly ModelQuery[] = [
  { name: 'of a conversation', filter: { conversationId }, sort: newestFirst },
  {
    name: 'found by words',
    filter: { conversationId, terms: { $all: ['sink', 'pip'] } },
    sort: newestFirst,
  },
];

export const MessageModel = defineModel<Message>({
  name: 'Message',
  collection: 'messages',
  schema,
  queries: messageQueries,
});
