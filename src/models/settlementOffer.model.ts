import { Schema, Types } from 'mongoose';
import type { DisputeSide } from '../utils/disputeWords';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';

/**
 * What one side of a dispute would accept for itself, sealed: its author reads it, and whoever compares it with the other
 * one. It stands apart from the dispute, so that stating it changes nothing that anybody else can see.
 */
export interface SettlementOffer {
  _id: Types.ObjectId;
  disputeId: Types.ObjectId;
  side: DisputeSide;
  amountMinor: number;
  currency: Currency;
  statedAt: Date;
  /** How often it was stated, this time included. */
  times: number;
}

const schema = new Schema<SettlementOffer>({
  disputeId: { type: Schema.Types.ObjectId, required: true },
  side: { type: String, required: true },
  amountMinor: { type: Number, required: true },
  currency: { type: String, required: true },
  statedAt: { type: Date, required: true },
  times: { type: Number, required: true },
});

schema.index({ disputeId: 1, side: 1 }, { unique: true });

const disputeId = new Types.ObjectId();

export const settlementOfferQueries: readonly ModelQuery[] = [
  { name: 'of both sides', filter: { disputeId } },
  { name: 'of one side', filter: { disputeId, side: 'client' } },
];

export const SettlementOfferModel = defineModel<SettlementOffer>({
  name: 'SettlementOffer',
  collection: 'settlementOffers',
  schema,
  queries: settlementOfferQueries,
});
