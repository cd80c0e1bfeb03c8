import { Schema, type Types } from 'mongoose';
import type { AdjustmentState } from '../services/workflows/adjustment.workflow';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** What staff wants to put right in a wallet; two persons of it: one asks, another one approves. */
export interface Adjustment extends WorkflowDoc<AdjustmentState> {
  userId: Types.ObjectId;
  /** Above zero it is given, below zero taken; in minor units. */
  amountMinor: number;
  currency: Currency;
  reason: string;
  makerId: Types.ObjectId;
  checkerId?: Types.ObjectId;
  /** Why it was refused. */
  refusal?: string;
  createdAt: Date;
  decidedAt?: Date;
}

const schema = new Schema<Adjustment>({
  ...workflowFields,
  userId: { type: Schema.Types.ObjectId, required: true },
  amountMinor: { type: Number, required: true },
  currency: { type: String, required: true },
  reason: { type: String, required: true },
  makerId: { type: Schema.Types.ObjectId, required: true },
  checkerId: Schema.Types.ObjectId,
  refusal: String,
  createdAt: { type: Date, required: true },
  decidedAt: Date,
});

schema.index({ status: 1, createdAt: 1, _id: 1 });

export const adjustmentQueries: readonly ModelQuery[] = [
  { name: 'waiting, oldest first', filter: { status: 'Requested' }, sort: { createdAt: 1, _id: 1 } },
];

export const AdjustmentModel = defineModel<Adjustment>({
  name: 'Adjustment',
  collection: 'adjustments',
  schema,
  queries: adjustmentQueries,
});
