import { Schema, Types } from 'mongoose';
import type { WithdrawalState } from '../services/workflows/withdrawal.workflow';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { sealedDestinationSchema, type SealedDestination } from './payoutDetails.model';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** Money on its way out of a wallet; it has left `available` from the beginning. */
export interface Withdrawal extends WorkflowDoc<WithdrawalState> {
  userId: Types.ObjectId;
  amountMinor: number;
  currency: Currency;
  /** Where it goes: the payout details as they were when it was asked for, encrypted as they are. */
  destination: SealedDestination;
  /** Two business days after it was asked for. */
  dueBy: Date;
  /** Who pays it out; absent as long as nobody has begun, `manual` when staff did. */
  gateway?: string;
  providerRef?: string;
  /** What staff wrote down of its own payment. */
  reference?: string;
  /** Why it failed. */
  reason?: string;
  sentAt?: Date;
  /** While it is not known what has become of it: when to ask next, and how often that was. */
  lookAt?: Date;
  looks: number;
  endedAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<Withdrawal>({
  ...workflowFields,
  userId: { type: Schema.Types.ObjectId, required: true },
  amountMinor: { type: Number, required: true },
  currency: { type: String, required: true },
  destination: { type: sealedDestinationSchema, required: true },
  dueBy: { type: Date, required: true },
  gateway: String,
  providerRef: String,
  reference: String,
  reason: String,
  sentAt: Date,
  lookAt: Date,
  looks: { type: Number, required: true },
  endedAt: Date,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

const newestFirst = { createdAt: -1, _id: -1 } as const;
const oldestFirst = { createdAt: 1, _id: 1 } as const;

schema.index({ userId: 1, createdAt: -1, _id: -1 });
schema.index({ userId: 1, status: 1, createdAt: -1, _id: -1 });
schema.index({ status: 1, createdAt: 1, _id: 1 });
schema.index({ lookAt: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } });

const someone = new Types.ObjectId();

export const withdrawalQueries: readonly ModelQuery[] = [
  { name: 'of a user', filter: { userId: someone }, sort: newestFirst },
  { name: 'of a user in a state', filter: { userId: someone, status: 'Paid' }, sort: newestFirst },
  { name: 'in a state, oldest first', filter: { status: 'Requested' }, sort: oldestFirst },
  {
    name: 'to be looked at',
    filter: { lookAt: { $exists: true, $lte: new Date(0) } },
    sort: { lookAt: 1 },
  },
];

export const WithdrawalModel = defineModel<Withdrawal>({
  name: 'Withdrawal',
  collection: 'withdrawals',
  schema,
  queries: withdrawalQueries,
});
