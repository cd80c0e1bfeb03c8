import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

export const TOKEN_PURPOSES = [
  'resetPassword',
  'verifyEmail',
  'changeEmail',
  'undoEmail',
  'undoPhone',
] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

/** What a mailed link allows to be done, once. */
export interface OneTimeToken {
  readonly _id: Types.ObjectId;
  purpose: TokenPurpose;
  userId: Types.ObjectId;
  /** Random. The secret is a keyed digest of it: the link can be written again, and what is stored does not give it away. */
  nonce: string;
  /** The address that the link is about. */
  email?: string;
  emailKey?: string;
  /** The phone that it is about, in place of an address. */
  phone?: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt?: Date;
}

const schema = new Schema<OneTimeToken>({
  purpose: { type: String, enum: TOKEN_PURPOSES, required: true },
  userId: { type: Schema.Types.ObjectId, required: true },
  nonce: { type: String, required: true },
  email: String,
  emailKey: String,
  phone: String,
  createdAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  usedAt: Date,
});

schema.index({ userId: 1, purpose: 1, usedAt: 1 });
schema.index({ emailKey: 1, purpose: 1 });
schema.index({ phone: 1, purpose: 1 });
schema.index({ expiresAt: 1 });

const sampleUser = new Types.ObjectId();

export const oneTimeTokenQueries: readonly ModelQuery[] = [
  { name: 'use', filter: { _id: new Types.ObjectId(), purpose: 'verifyEmail', usedAt: null } },
  { name: 'revoke', filter: { userId: sampleUser, purpose: 'resetPassword', usedAt: null } },
  { name: 'reserved address', filter: { emailKey: 'a@example.org', purpose: 'undoEmail', usedAt: null } },
  { name: 'reserved phone', filter: { phone: '+201000000000', purpose: 'undoPhone', usedAt: null } },
  { name: 'purge', filter: { expiresAt: { $gte: new Date(0), $lt: new Date(1) } } },
];

export const OneTimeTokenModel = defineModel<OneTimeToken>({
  name: 'OneTimeToken',
  collection: 'oneTimeTokens',
  schema,
  queries: oneTimeTokenQueries,
});
