import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** The key of one user's encrypted fields, itself encrypted under a master key. */
export interface UserKey {
  /** The user. */
  readonly _id: Types.ObjectId;
  /** Which master key wraps it. */
  masterKeyId: string;
  /** Sealed: of no use without that master key. */
  wrapped: string;
  createdAt: Date;
  /** When it was wrapped anew. */
  rotatedAt?: Date;
}

const schema = new Schema<UserKey>({
  _id: { type: Schema.Types.ObjectId, required: true },
  masterKeyId: { type: String, required: true },
  wrapped: { type: String, required: true },
  createdAt: { type: Date, required: true },
  rotatedAt: Date,
});

schema.index({ masterKeyId: 1 });

const someone = new Types.ObjectId();

export const userKeyQueries: readonly ModelQuery[] = [
  { name: 'of a user', filter: { _id: someone } },
  { name: 'of other master keys', filter: { masterKeyId: { $nin: ['a'] } } },
  { name: 'all', filter: { _id: { $gt: someone } }, sort: { _id: 1 } },
];

export const UserKeyModel = defineModel<UserKey>({
  name: 'UserKey',
  collection: 'userKeys',
  schema,
  queries: userKeyQueries,
});
