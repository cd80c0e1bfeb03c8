import { Schema, Types } from 'mongoose';
import type { PayoutKind } from '../utils/payoutWords';
import { defineModel, type ModelQuery } from './defineModel';

/** Where a user's money goes, every field of it encrypted with his key; only the kind can be read. */
export interface SealedDestination {
  kind: PayoutKind;
  /** Field by field: sealed text. */
  fields: Readonly<Record<string, string>>;
}

export interface PayoutDetails extends SealedDestination {
  /** The user. */
  readonly _id: Types.ObjectId;
  createdAt: Date;
  /** The last time that they became others; they count as new for a while. */
  changedAt: Date;
}

const kind = { type: String, required: true };
const fields = { type: Schema.Types.Mixed, required: true };

/** A sealed destination as a part of something else. */
export const sealedDestinationSchema = new Schema<SealedDestination>({ kind, fields }, { _id: false });

const schema = new Schema<PayoutDetails>({
  _id: { type: Schema.Types.ObjectId, required: true },
  kind,
  fields,
  createdAt: { type: Date, required: true },
  changedAt: { type: Date, required: true },
});

export const payoutDetailsQueries: readonly ModelQuery[] = [
  { name: 'of a user', filter: { _id: new Types.ObjectId() } },
];

export const PayoutDetailsModel = defineModel<PayoutDetails>({
  name: 'PayoutDetails',
  collection: 'payoutDetails',
  schema,
  queries: payoutDetailsQueries,
});
