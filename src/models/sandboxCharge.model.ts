import { Schema, Types } from 'mongoose';
import { CURRENCIES, type Currency } from '../utils/money';
import { LOCALES, type Locale } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

export const SANDBOX_CHARGE_STATES = ['pending', 'challenged', 'captured', 'declined', 'expired'] as const;
export type SandboxChargeState = (typeof SANDBOX_CHARGE_STATES)[number];

/** How webhooks of a charge travel: what the payer chose on the page. */
export interface SandboxDelivery {
  delaySeconds: number;
  copies: number;
}

/** A charge in the book of the sandbox gateway: the outside world of a machine without accounts. */
export interface SandboxCharge {
  readonly _id: Types.ObjectId;
  paymentId: Types.ObjectId;
  amountMinor: number;
  currency: Currency;
  description: string;
  payerName: string;
  locale: Locale;
  returnUrl: string;
  expiresAt: Date;
  /** `challenged`: the bank asks for the 3-D step. */
  state: SandboxChargeState;
  reason?: string;
  /** Chosen at the first step, for the second one. */
  delivery?: SandboxDelivery;
  /** What may still be given back. */
  refundableMinor: number;
  createdAt: Date;
}

const delivery = new Schema<SandboxDelivery>(
  { delaySeconds: { type: Number, required: true }, copies: { type: Number, required: true } },
  { _id: false },
);

const schema = new Schema<SandboxCharge>({
  paymentId: { type: Schema.Types.ObjectId, required: true },
  amountMinor: { type: Number, required: true },
  currency: { type: String, enum: CURRENCIES, required: true },
  description: { type: String, required: true },
  payerName: { type: String, required: true },
  locale: { type: String, enum: LOCALES, required: true },
  returnUrl: { type: String, required: true },
  expiresAt: { type: Date, required: true },
  state: { type: String, enum: SANDBOX_CHARGE_STATES, required: true },
  reason: String,
  delivery,
  refundableMinor: { type: Number, required: true },
  createdAt: { type: Date, required: true },
});

schema.index({ paymentId: 1 }, { unique: true });
schema.index({ state: 1, expiresAt: 1 });

export const sandboxChargeQueries: readonly ModelQuery[] = [
  { name: 'of a payment', filter: { paymentId: new Types.ObjectId() } },
  { name: 'over', filter: { state: 'pending', expiresAt: { $lte: new Date(0) } }, sort: { expiresAt: 1 } },
];

export const SandboxChargeModel = defineModel<SandboxCharge>({
  name: 'SandboxCharge',
  collection: 'sandboxCharges',
  schema,
  queries: sandboxChargeQueries,
});
