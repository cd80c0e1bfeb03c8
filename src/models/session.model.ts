import { Schema, Types } from 'mongoose';
import { SESSION_SCOPES, type SessionScope } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

/** One login on one device; its refresh tokens form a family. */
export interface Session {
  readonly _id: Types.ObjectId;
  userId: Types.ObjectId;
  scope: SessionScope;
  /** How the user came in, which decides the life of its access tokens. */
  kind: 'phone' | 'password';
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  endedAt?: Date;
}

const schema = new Schema<Session>({
  userId: { type: Schema.Types.ObjectId, required: true },
  scope: { type: String, enum: SESSION_SCOPES, required: true },
  kind: { type: String, enum: ['phone', 'password'], required: true },
  createdAt: { type: Date, required: true },
  lastUsedAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  endedAt: Date,
});

schema.index({ userId: 1, endedAt: 1 });
schema.index({ expiresAt: 1 });

export const sessionQueries: readonly ModelQuery[] = [
  { name: 'live sessions of a user', filter: { userId: new Types.ObjectId(), endedAt: null } },
  { name: 'purge', filter: { expiresAt: { $lt: new Date(0) } } },
];

export const SessionModel = defineModel<Session>({
  name: 'Session',
  collection: 'sessions',
  schema,
  queries: sessionQueries,
});
