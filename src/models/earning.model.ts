import { Schema, Types } from 'mongoose';
import type { EarningState } from '../services/workflows/earning.workflow';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

export const EARNING_SOURCES = ['escrow', 'deposit', 'cancellation', 'dispute', 'return'] as const;
/** Out of what a craftsman was paid; `return`: what a decision gives back to a client. */
export type EarningSource = (typeof EARNING_SOURCES)[number];

/** One sum that a craftsman has earned; it stands in his `pending` until it matures. */
export interface Earning extends WorkflowDoc<EarningState> {
  /** Whose it is; a client's only where a decision gives back. */
  craftsmanId: Types.ObjectId;
  jobId: Types.ObjectId;
  /** The job's, for notices. */
  title: string;
  source: EarningSource;
  amountMinor: number;
  currency: Currency;
  maturesAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<Earning>({
  ...workflowFields,
  craftsmanId: id,
  jobId: id,
  title: { type: String, required: true },
  source: { type: String, enum: EARNING_SOURCES, required: true },
  amountMinor: { type: Number, required: true },
  currency: { type: String, required: true },
  maturesAt: { type: Date, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

schema.index({ jobId: 1 });
schema.index({ status: 1, maturesAt: 1 });

export const earningQueries: readonly ModelQuery[] = [
  { name: 'of a job', filter: { jobId: new Types.ObjectId(), status: { $in: ['Pending'] } } },
  { name: 'due', filter: { status: 'Pending', maturesAt: { $lte: new Date(0) } }, sort: { maturesAt: 1 } },
];

export const EarningModel = defineModel<Earning>({
  name: 'Earning',
  collection: 'earnings',
  schema,
  queries: earningQueries,
});
