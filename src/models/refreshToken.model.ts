import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** One refresh token of a session; it is good for one use. */
export interface RefreshToken {
  readonly _id: Types.ObjectId;
  sessionId: Types.ObjectId;
  userId: Types.ObjectId;
  /** Random. The secret is a keyed digest of it, and stands nowhere. */
  nonce: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt?: Date;
}

const schema = new Schema<RefreshToken>({
  sessionId: { type: Schema.Types.ObjectId, required: true },
  userId: { type: Schema.Types.ObjectId, required: true },
  nonce: { type: String, required: true },
  createdAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  usedAt: Date,
});

schema.index({ expiresAt: 1 });

export const refreshTokenQueries: readonly ModelQuery[] = [
  { name: 'use', filter: { _id: new Types.ObjectId(), usedAt: null } },
  { name: 'purge', filter: { expiresAt: { $gte: new Date(0), $lt: new Date(1) } } },
];

export const RefreshTokenModel = defineModel<RefreshToken>({
  name: 'RefreshToken',
  collection: 'refreshTokens',
  schema,
  queries: refreshTokenQueries,
});
