import { Schema, Types } from 'mongoose';
import { CURRENCIES, type Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';

/** A refund or a payout in the book of the sandbox gateway. */
export interface SandboxTransfer {
  readonly _id: Types.ObjectId;
  kind: 'refund' | 'payout';
  /** The refund's or the withdrawal's id. */
  ref: Types.ObjectId;
  /** Of a refund: whose money goes back. */
  paymentId?: Types.ObjectId;
  amountMinor: number;
  currency: Currency;
  state: 'pending' | 'done' | 'failed';
  reason?: string;
  /** Pending: what it becomes, and when. */
  settlesAs?: 'done' | 'failed';
  settlesAt: Date;
}

const schema = new Schema<SandboxTransfer>({
  kind: { type: String, enum: ['refund', 'payout'], required: true },
  ref: { type: Schema.Types.ObjectId, required: true },
  paymentId: Schema.Types.ObjectId,
  amountMinor: { type: Number, required: true },
  currency: { type: String, enum: CURRENCIES, required: true },
  state: { type: String, enum: ['pending', 'done', 'failed'], required: true },
  reason: String,
  settlesAs: { type: String, enum: ['done', 'failed'] },
  settlesAt: { type: Date, required: true },
});

schema.index({ kind: 1, ref: 1 }, { unique: true });
schema.index({ state: 1, settlesAt: 1 });

export const sandboxTransferQueries: readonly ModelQuery[] = [
  { name: 'by our id', filter: { kind: 'refund', ref: new Types.ObjectId() } },
  {
    name: 'to settle',
    filter: { state: 'pending', settlesAt: { $lte: new Date(0) } },
    sort: { settlesAt: 1 },
  },
];

export const SandboxTransferModel = defineModel<SandboxTransfer>({
  name: 'SandboxTransfer',
  collection: 'sandboxTransfers',
  schema,
  queries: sandboxTransferQueries,
});
