import { Schema } from 'mongoose';
import type { WebhookReceiptState } from '../services/workflows/webhookReceipt.workflow';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

export const PARKED_BECAUSE = ['amount', 'currency', 'payment', 'refund', 'payout', 'order'] as const;
/** What did not fit: the amount, the currency, a payment, refund or payout that we do not know, one that has ended otherwise. */
export type ParkedBecause = (typeof PARKED_BECAUSE)[number];

/** An event of a provider, kept whatever it says; a second delivery finds it. */
export interface WebhookReceipt extends WorkflowDoc<WebhookReceiptState> {
  provider: string;
  eventId: string;
  /** The provider's own word for it, and ours. */
  type: string;
  kind: string;
  /** The id of ours that it names. */
  ref?: string;
  providerRef?: string;
  amountMinor?: number;
  currency?: string;
  reason?: string;
  /** When it happened, as the provider says. */
  at: Date;
  because?: ParkedBecause;
  /** Why staff closed it. */
  note?: string;
  receivedAt: Date;
  updatedAt: Date;
}

const schema = new Schema<WebhookReceipt>({
  ...workflowFields,
  provider: { type: String, required: true },
  eventId: { type: String, required: true },
  type: { type: String, required: true },
  kind: { type: String, required: true },
  ref: String,
  providerRef: String,
  amountMinor: Number,
  currency: String,
  reason: String,
  at: { type: Date, required: true },
  because: { type: String, enum: PARKED_BECAUSE },
  note: String,
  receivedAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

const newestFirst = { receivedAt: -1, _id: -1 } as const;

schema.index({ provider: 1, eventId: 1 }, { unique: true });
schema.index({ receivedAt: -1, _id: -1 });
schema.index({ status: 1, receivedAt: -1, _id: -1 });
schema.index({ provider: 1, receivedAt: -1, _id: -1 });
schema.index({ provider: 1, status: 1, receivedAt: -1, _id: -1 });

export const webhookReceiptQueries: readonly ModelQuery[] = [
  { name: 'one event', filter: { provider: 'sandbox', eventId: 'evt_1' } },
  { name: 'newest', filter: {}, sort: newestFirst },
  { name: 'in a state', filter: { status: 'Parked' }, sort: newestFirst },
  { name: 'of a provider', filter: { provider: 'sandbox' }, sort: newestFirst },
  { name: 'of a provider in a state', filter: { provider: 'sandbox', status: 'Parked' }, sort: newestFirst },
];

export const WebhookReceiptModel = defineModel<WebhookReceipt>({
  name: 'WebhookReceipt',
  collection: 'webhookReceipts',
  schema,
  queries: webhookReceiptQueries,
});
