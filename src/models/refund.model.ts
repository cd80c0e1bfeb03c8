import { Schema, Types } from 'mongoose';
import type { RefundState } from '../services/workflows/refund.workflow';
import type { Currency } from '../utils/money';
import type { WayOfPaying } from '../utils/paymentWords';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** Money that goes back the way it came; it is held for it in the ledger until the provider's word. */
export interface Refund extends WorkflowDoc<RefundState> {
  paymentId: Types.ObjectId;
  /** Whose money it is: to his wallet when the card does not take it. */
  userId: Types.ObjectId;
  jobId: Types.ObjectId;
  provider: WayOfPaying;
  /** The payment's name at its provider. */
  paymentRef: string;
  amountMinor: number;
  currency: Currency;
  /** Not before then: a decision may still be appealed. */
  waitUntil?: Date;
  /** When it is sent or asked about next; absent once it is known how it ended. */
  dueAt?: Date;
  providerRef?: string;
  failure?: string;
  createdAt: Date;
  updatedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<Refund>({
  ...workflowFields,
  paymentId: id,
  userId: id,
  jobId: id,
  provider: { type: String, required: true },
  paymentRef: { type: String, required: true },
  amountMinor: { type: Number, required: true },
  currency: { type: String, required: true },
  waitUntil: Date,
  dueAt: Date,
  providerRef: String,
  failure: String,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
schema.index({ jobId: 1, createdAt: -1, _id: -1 });
schema.index({ status: 1, updatedAt: 1 });
schema.index({ userId: 1, createdAt: -1, _id: -1 });

export const refundQueries: readonly ModelQuery[] = [
  { name: 'of a user', filter: { userId: new Types.ObjectId() }, sort: { createdAt: -1, _id: -1 } },
  { name: 'of a job', filter: { jobId: new Types.ObjectId() }, sort: { createdAt: -1, _id: -1 } },
  { name: 'under way for long', filter: { status: 'Processing', updatedAt: { $lte: new Date(0) } } },
];

export const RefundModel = defineModel<Refund>({
  name: 'Refund',
  collection: 'refunds',
  schema,
  queries: refundQueries,
});
