import { Schema } from 'mongoose';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';

/** What the platform's accounts took on one day, in minor units; below zero: gave. */
export interface DailyRevenue {
  /** `day|currency` */
  readonly _id: string;
  readonly day: string;
  readonly currency: Currency;
  readonly fees: number;
  readonly penalties: number;
  readonly promotions: number;
  readonly providerCosts: number;
}

const sum = { type: Number, required: true };

const schema = new Schema<DailyRevenue>({
  _id: { type: String, required: true },
  day: { type: String, required: true },
  currency: { type: String, required: true },
  fees: sum,
  penalties: sum,
  promotions: sum,
  providerCosts: sum,
});

schema.index({ day: 1, currency: 1 });

export const dailyRevenueQueries: readonly ModelQuery[] = [
  { name: 'of a time', filter: { day: { $gte: '2026-05-01', $lte: '2026-05-31' } }, sort: { day: 1 } },
];

export const DailyRevenueModel = defineModel<DailyRevenue>({
  name: 'DailyRevenue',
  collection: 'dailyRevenues',
  schema,
  queries: dailyRevenueQueries,
});
