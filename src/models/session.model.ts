import { Schema, Types } from 'mongoose';
import { SESSION_SCOPES, type SessionScope } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

export const SESSION_END_REASONS = [
  'logout',
  'signedOutElsewhere',
  'passwordChanged',
  'passwordReset',
  'emailChangeUndone',
  'phoneChangeUndone',
  'refreshReuse',
  'banned',
  'roleChanged',
  'totpReset',
  'erased',
] as const;
export type SessionEndReason = (typeof SESSION_END_REASONS)[number];

/** How a person would recognise the device, and what told us. */
export interface Device {
  name: string;
  userAgent?: string;
  ip?: string;
}

const SESSION_KINDS = ['phone', 'password', 'social'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** One login on one device; its refresh tokens form a family. */
export interface Session {
  readonly _id: Types.ObjectId;
  userId: Types.ObjectId;
  scope: SessionScope;
  /** How the user came in, which decides the life of its access tokens. */
  kind: SessionKind;
  device: Device;
  /** The network of the address, as text: coarse on purpose. */
  place?: string;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  endedAt?: Date;
  endedReason?: SessionEndReason;
}

const deviceSchema = new Schema<Device>(
  { name: { type: String, required: true }, userAgent: String, ip: String },
  { _id: false },
);

const schema = new Schema<Session>({
  userId: { type: Schema.Types.ObjectId, required: true },
  scope: { type: String, enum: SESSION_SCOPES, required: true },
  kind: { type: String, enum: SESSION_KINDS, required: true },
  device: { type: deviceSchema, default: () => ({ name: 'Unknown device' }) },
  place: String,
  createdAt: { type: Date, required: true },
  lastUsedAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  endedAt: Date,
  endedReason: { type: String, enum: SESSION_END_REASONS },
});

schema.index({ userId: 1, endedAt: 1, lastUsedAt: -1 });
schema.index({ userId: 1, 'device.name': 1, place: 1 });
schema.index({ expiresAt: 1 });

const sampleUser = new Types.ObjectId();

export const sessionQueries: readonly ModelQuery[] = [
  {
    name: 'live sessions of a user',
    filter: { userId: sampleUser, endedAt: null },
    sort: { lastUsedAt: -1 },
  },
  {
    name: 'earlier session on the same device',
    filter: { userId: sampleUser, 'device.name': 'Chrome on Windows', place: '197.45.12.0/24' },
  },
  { name: 'purge', filter: { expiresAt: { $gte: new Date(0), $lt: new Date(1) } } },
];

export const SessionModel = defineModel<Session>({
  name: 'Session',
  collection: 'sessions',
  schema,
  queries: sessionQueries,
});
