import { Schema, type Types } from 'mongoose';
import type { ContactMessageState } from '../services/workflows/contactMessage.workflow';
import { LOCALES, type Locale } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** What somebody wrote to the team by the form. */
export interface ContactMessage extends WorkflowDoc<ContactMessageState> {
  name: string;
  email: string;
  message: string;
  locale: Locale;
  /** Who was signed in when he wrote; what the form says of him is his own word. */
  userId?: Types.ObjectId;
  /** Neither delivered nor closed: it waits in the inbox of staff. */
  isWaiting: boolean;
  tries: number;
  /** When it is tried next; absent once it is sent, closed or given up. */
  nextTryAt?: Date;
  sentAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}

const text = { type: String, required: true };
const instant = { type: Date, required: true };

const schema = new Schema<ContactMessage>({
  ...workflowFields,
  name: text,
  email: text,
  message: text,
  locale: { type: String, enum: LOCALES, required: true },
  userId: Schema.Types.ObjectId,
  isWaiting: { type: Boolean, required: true },
  tries: { type: Number, required: true },
  nextTryAt: Date,
  sentAt: Date,
  createdAt: instant,
  updatedAt: instant,
});

const newestFirst = { createdAt: -1, _id: -1 } as const;

schema.index(newestFirst);
schema.index({ status: 1, ...newestFirst });
schema.index({ isWaiting: 1, createdAt: 1, _id: 1 });
schema.index({ nextTryAt: 1 }, { partialFilterExpression: { nextTryAt: { $exists: true } } });

export const contactMessageQueries: readonly ModelQuery[] = [
  { name: 'newest', filter: {}, sort: newestFirst },
  { name: 'in a state', filter: { status: 'Failed' }, sort: newestFirst },
  { name: 'waiting', filter: { isWaiting: true }, sort: { createdAt: 1, _id: 1 } },
  {
    name: 'to be tried',
    filter: { nextTryAt: { $exists: true, $lte: new Date(0) } },
    sort: { nextTryAt: 1 },
  },
];

export const ContactMessageModel = defineModel<ContactMessage>({
  name: 'ContactMessage',
  collection: 'contactMessages',
  schema,
  queries: contactMessageQueries,
});
