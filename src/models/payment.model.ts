import { Schema, Types } from 'mongoose';
import type { PaymentState } from '../services/workflows/payment.workflow';
import type { Currency } from '../utils/money';
import type { PaymentFlow, PaymentPurpose, WayOfPaying } from '../utils/paymentWords';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** What is paid for: one thing of a kind. */
export interface PaymentSubject {
  type: 'job' | 'wallet';
  id: Types.ObjectId;
}

/** Money that somebody pays in, from the wish to the provider's last word. Amounts in minor units. */
export interface Payment extends WorkflowDoc<PaymentState> {
  /** Who pays. */
  userId: Types.ObjectId;
  purpose: PaymentPurpose;
  subject: PaymentSubject;
  /** The accepted quote for which a job is paid: money that comes after that hire has lapsed pays no other one. */
  quoteId?: Types.ObjectId;
  /** What it is called where the payer reads it. */
  title?: string;
  provider: WayOfPaying;
  flow: PaymentFlow;
  amountMinor: number;
  currency: Currency;
  /** Names what is asked for while this is the payment for it: there is one at a time. */
  liveKey?: string;
  providerRef?: string;
  /** What the payer needs to go on. */
  paymentUrl?: string;
  clientSecret?: string;
  referenceCode?: string;
  declineReason?: string;
  /** From then on nobody waits for it; what comes later is late. */
  expiresAt: Date;
  /** When the provider is asked next how it stands; absent once it is known. */
  lookUpAt?: Date;
  capturedAt?: Date;
  /** What of it has paid the job; the rest went to the wallet or back to the card. */
  toJobMinor: number;
  /** What of that goes back to the card, or has gone there. */
  returnedMinor: number;
  createdAt: Date;
  updatedAt: Date;
}

const id = Schema.Types.ObjectId;
const count = { type: Number, required: true };

const schema = new Schema<Payment>({
  ...workflowFields,
  userId: { type: id, required: true },
  purpose: { type: String, required: true },
  subject: {
    type: new Schema(
      { type: { type: String, required: true }, id: { type: id, required: true } },
      { _id: false },
    ),
    required: true,
  },
  quoteId: id,
  title: String,
  provider: { type: String, required: true },
  flow: { type: String, required: true },
  amountMinor: count,
  currency: { type: String, required: true },
  liveKey: String,
  providerRef: String,
  paymentUrl: String,
  clientSecret: String,
  referenceCode: String,
  declineReason: String,
  expiresAt: { type: Date, required: true },
  lookUpAt: Date,
  capturedAt: Date,
  toJobMinor: count,
  returnedMinor: count,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

schema.index({ liveKey: 1 }, { unique: true, partialFilterExpression: { liveKey: { $exists: true } } });
schema.index({ lookUpAt: 1 }, { partialFilterExpression: { lookUpAt: { $exists: true } } });
schema.index({ 'subject.id': 1, status: 1, createdAt: -1, _id: -1 });
schema.index({ status: 1, createdAt: 1 });
schema.index({ userId: 1, createdAt: -1, _id: -1 });

const someone = new Types.ObjectId();

export const paymentQueries: readonly ModelQuery[] = [
  { name: 'of a payer', filter: { userId: someone }, sort: { createdAt: -1, _id: -1 } },
  { name: 'the live one', filter: { liveKey: 'job:1' } },
  {
    name: 'captured for a job',
    filter: { 'subject.id': someone, status: 'Captured' },
    sort: { createdAt: -1, _id: -1 },
  },
  {
    name: 'ended lately',
    filter: { status: 'Expired', createdAt: { $gte: new Date(0) } },
    sort: { createdAt: -1 },
  },
  { name: 'not sent for long', filter: { status: 'Creating', createdAt: { $lte: new Date(0) } } },
];

export const PaymentModel = defineModel<Payment>({
  name: 'Payment',
  collection: 'payments',
  schema,
  queries: paymentQueries,
});
