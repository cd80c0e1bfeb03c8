import { Schema, type Types } from 'mongoose';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';

export const ACCOUNTS = 'ledgerAccounts';

/** The balance of a user's or a hold's account: a projection of its lines, kept in the same transaction. */
export interface LedgerAccount {
  /** The account's name; it ends in the currency. */
  readonly _id: string;
  readonly userId?: Types.ObjectId;
  readonly currency: Currency;
  balanceMinor: number;
  /** How many lines it has. */
  seq: number;
  /** The end of the chain of entries for which this account is the shard. */
  shardSeq: number;
  shardHash: string;
  openedAt: Date;
  movedAt: Date;
}

const schema = new Schema<LedgerAccount>({
  _id: { type: String, required: true },
  userId: Schema.Types.ObjectId,
  currency: { type: String, required: true },
  balanceMinor: { type: Number, required: true },
  seq: { type: Number, required: true },
  shardSeq: { type: Number, required: true },
  shardHash: { type: String, required: true },
  openedAt: { type: Date, required: true },
  movedAt: { type: Date, required: true },
});

schema.index({ movedAt: 1 });

export const ledgerAccountQueries: readonly ModelQuery[] = [
  { name: 'by name', filter: { _id: { $in: ['user:1:available:EGP'] } } },
  { name: 'moved since', filter: { movedAt: { $gte: new Date(0) } }, sort: { movedAt: 1 } },
];

export const LedgerAccountModel = defineModel<LedgerAccount>({
  name: 'LedgerAccount',
  collection: ACCOUNTS,
  schema,
  queries: ledgerAccountQueries,
});
