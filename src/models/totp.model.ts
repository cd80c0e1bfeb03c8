import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** The second factor of one user, apart from the user, so that nothing that reads users meets its secrets. */
export interface Totp {
  /** The user. */
  readonly _id: Types.ObjectId;
  /** Sealed: of no use without the server's key. */
  secret: string;
  /** Absent until the first code has proved that the app has the secret. */
  enabledAt?: Date;
  /** The step of the last code taken; no code of it or before is good again. */
  lastStep: number;
  /** Keyed digests of the recovery codes that are left. */
  recoveryHashes: string[];
  createdAt: Date;
}

const schema = new Schema<Totp>({
  _id: { type: Schema.Types.ObjectId, required: true },
  secret: { type: String, required: true },
  enabledAt: Date,
  lastStep: { type: Number, required: true },
  recoveryHashes: { type: [String], required: true },
  createdAt: { type: Date, required: true },
});

const sampleUser = new Types.ObjectId();

export const totpQueries: readonly ModelQuery[] = [
  { name: 'of a user', filter: { _id: sampleUser } },
  { name: 'take a code', filter: { _id: sampleUser, enabledAt: { $ne: null }, lastStep: { $lt: 1 } } },
  { name: 'take a recovery code', filter: { _id: sampleUser, recoveryHashes: 'a-digest' } },
];

export const TotpModel = defineModel<Totp>({
  name: 'Totp',
  collection: 'totps',
  schema,
  queries: totpQueries,
});
