import { Schema, type Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

export const DEV_CHANNELS = ['email', 'sms', 'push'] as const;
export type DevChannel = (typeof DEV_CHANNELS)[number];

/** What a local stand-in caught instead of sending it; shown in the developer inbox. */
export interface DevMessage {
  readonly _id: Types.ObjectId;
  channel: DevChannel;
  to: string;
  subject: string;
  text: string;
  html?: string;
  at: Date;
  idempotencyKey: string;
}

const schema = new Schema<DevMessage>({
  channel: { type: String, enum: DEV_CHANNELS, required: true },
  to: { type: String, required: true },
  subject: { type: String, required: true },
  text: { type: String, required: true },
  html: String,
  at: { type: Date, required: true },
  idempotencyKey: { type: String, required: true },
});

schema.index({ idempotencyKey: 1 }, { unique: true });
schema.index({ at: -1, _id: -1 });
schema.index({ to: 1, at: -1, _id: -1 });
schema.index({ channel: 1, at: -1, _id: -1 });

const newestFirst = { at: -1, _id: -1 } as const;

export const devMessageQueries: readonly ModelQuery[] = [
  { name: 'newest', filter: {}, sort: newestFirst },
  { name: 'old ones', filter: { at: { $lt: new Date(0) } } },
  { name: 'to an address', filter: { to: 'a@example.org' }, sort: newestFirst },
  { name: 'of a channel', filter: { channel: 'email' }, sort: newestFirst },
];

export const DevMessageModel = defineModel<DevMessage>({
  name: 'DevMessage',
  collection: 'devMessages',
  schema,
  queries: devMessageQueries,
});
