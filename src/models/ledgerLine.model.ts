import { Schema, Types } from 'mongoose';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { LEDGER, refsSchema, type StoredRefs } from './ledgerEntry.model';

/** One side of an entry, written once and never changed. Kind, instant and ids are the entry's. */
export interface LedgerLine {
  readonly _id: Types.ObjectId;
  readonly entryId: Types.ObjectId;
  readonly kind: string;
  readonly at: Date;
  readonly refs: StoredRefs;
  /** The account's stored name; it ends in the currency. */
  readonly account: string;
  /** Whose account it is, when it is somebody's. */
  readonly userId?: Types.ObjectId;
  /** In minor units: above zero it went to the account, below zero it came from it. */
  readonly amountMinor: number;
  readonly currency: Currency;
  /** The place among the lines of its account, from 1, and the balance after it; absent on accounts that are rolled up. */
  readonly seq?: number;
  readonly balanceMinor?: number;
}

const schema = new Schema<LedgerLine>({
  entryId: { type: Schema.Types.ObjectId, required: true },
  kind: { type: String, required: true },
  at: { type: Date, required: true },
  refs: { type: refsSchema, required: true },
  account: { type: String, required: true },
  userId: Schema.Types.ObjectId,
  amountMinor: { type: Number, required: true },
  currency: { type: String, required: true },
  seq: Number,
  balanceMinor: Number,
});

schema.index({ account: 1, seq: 1 }, { unique: true, partialFilterExpression: { seq: { $exists: true } } });
schema.index({ account: 1, at: 1 }, { partialFilterExpression: { account: { $exists: true } } });
schema.index({ userId: 1, _id: -1 }, { partialFilterExpression: { userId: { $exists: true } } });

const anId = new Types.ObjectId();

export const ledgerLineQueries: readonly ModelQuery[] = [
  { name: 'by id', filter: { _id: { $in: [anId] } } },
  {
    name: 'statement',
    filter: { account: 'user:1:available:EGP', seq: { $exists: true } },
    sort: { seq: -1 },
  },
  {
    name: 'of an account in a time',
    filter: { account: { $eq: 'platform:fees:EGP', $exists: true }, at: { $gte: new Date(0) } },
    sort: { at: 1 },
  },
  { name: 'of a user', filter: { userId: anId }, sort: { _id: -1 } },
];

export const LedgerLineModel = defineModel<LedgerLine>({
  name: 'LedgerLine',
  collection: LEDGER,
  schema,
  queries: ledgerLineQueries,
});
