import { Schema, Types } from 'mongoose';
import type { ChangeOrderState } from '../services/workflows/changeOrder.workflow';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** An extra price that the craftsman proposes with a reason. */
export interface ChangeOrder extends WorkflowDoc<ChangeOrderState> {
  jobId: Types.ObjectId;
  craftsmanId: Types.ObjectId;
  clientId: Types.ObjectId;
  amountMinor: number;
  currency: Currency;
  reason: string;
  /** Part of the price: since then it is owed. */
  countsSince?: Date;
  createdAt: Date;
  updatedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<ChangeOrder>({
  ...workflowFields,
  jobId: id,
  craftsmanId: id,
  clientId: id,
  amountMinor: { type: Number, required: true },
  currency: { type: String, required: true },
  reason: { type: String, required: true },
  countsSince: Date,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

schema.index({ jobId: 1, createdAt: 1, _id: 1 });

export const changeOrderQueries: readonly ModelQuery[] = [
  { name: 'of a job', filter: { jobId: new Types.ObjectId() }, sort: { createdAt: 1, _id: 1 } },
];

export const ChangeOrderModel = defineModel<ChangeOrder>({
  name: 'ChangeOrder',
  collection: 'changeOrders',
  schema,
  queries: changeOrderQueries,
});
