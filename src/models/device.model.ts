import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

export const DEVICE_PLATFORMS = ['android', 'ios', 'web'] as const;
export type DevicePlatform = (typeof DEVICE_PLATFORMS)[number];

/** An app that takes pushes: one token, one user. */
export interface PushDevice {
  readonly _id: Types.ObjectId;
  userId: Types.ObjectId;
  /** The login that registered it; with that login it goes. */
  sessionId: Types.ObjectId;
  platform: DevicePlatform;
  token: string;
  /** SHA-256 of the token, which may be longer than an index takes; unique. */
  tokenKey: string;
  createdAt: Date;
  /** When the app last registered. */
  seenAt: Date;
}

const schema = new Schema<PushDevice>({
  userId: { type: Schema.Types.ObjectId, required: true },
  sessionId: { type: Schema.Types.ObjectId, required: true },
  platform: { type: String, enum: DEVICE_PLATFORMS, required: true },
  token: { type: String, required: true },
  tokenKey: { type: String, required: true },
  createdAt: { type: Date, required: true },
  seenAt: { type: Date, required: true },
});

schema.index({ tokenKey: 1 }, { unique: true });
schema.index({ userId: 1, seenAt: -1, _id: -1 });
schema.index({ sessionId: 1 });
schema.index({ seenAt: 1 });

const someone = new Types.ObjectId();

export const deviceQueries: readonly ModelQuery[] = [
  { name: 'by token', filter: { tokenKey: '0' } },
  { name: 'of a user', filter: { userId: someone }, sort: { seenAt: -1, _id: -1 } },
  { name: 'old ones', filter: { seenAt: { $lt: new Date(0) } } },
  { name: 'of a login', filter: { sessionId: someone } },
];

export const DeviceModel = defineModel<PushDevice>({
  name: 'Device',
  collection: 'devices',
  schema,
  queries: deviceQueries,
});
