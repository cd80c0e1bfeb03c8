import { Schema, Types } from 'mongoose';
import type { QuoteState } from '../services/workflows/quote.workflow';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** What a craftsman offers; every revision is kept. Amounts in minor units. */
export interface QuoteTerms {
  price: number;
  notes?: string;
  laborPrice?: number;
  materialsPrice?: number;
  estimatedHours?: number;
  earliestStart?: Date;
}

export interface Quote extends WorkflowDoc<QuoteState>, QuoteTerms {
  jobId: Types.ObjectId;
  clientId: Types.ObjectId;
  craftsmanId: Types.ObjectId;
  currency: Currency;
  /** Submitted: kept beside the status for the unique index and for order. */
  isLive: boolean;
  /** Invited craftsmen do not count towards the limit of live quotes. */
  isInvited: boolean;
  version: number;
  /** What was offered before, oldest first. */
  versions: (QuoteTerms & { version: number; at: Date })[];
  /** The owner changed what matters: he must confirm, revise or withdraw. */
  needsConfirmation: boolean;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };
const terms = {
  price: { type: Number, required: true },
  notes: String,
  laborPrice: Number,
  materialsPrice: Number,
  estimatedHours: Number,
  earliestStart: Date,
};
const earlier = new Schema(
  { ...terms, version: { type: Number, required: true }, at: { type: Date, required: true } },
  { _id: false },
);

const schema = new Schema<Quote>({
  ...workflowFields,
  ...terms,
  jobId: id,
  clientId: id,
  craftsmanId: id,
  currency: { type: String, required: true },
  isLive: { type: Boolean, required: true },
  isInvited: { type: Boolean, required: true },
  version: { type: Number, required: true },
  versions: { type: [earlier], required: true },
  needsConfirmation: { type: Boolean, required: true },
  expiresAt: { type: Date, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

const newestFirst = { createdAt: -1, _id: -1 } as const;

schema.index({ jobId: 1, craftsmanId: 1 }, { unique: true, partialFilterExpression: { isLive: true } });
schema.index({ jobId: 1 }, { unique: true, partialFilterExpression: { status: 'Accepted' } });
schema.index({ jobId: 1, createdAt: -1, _id: -1 });
schema.index({ craftsmanId: 1, createdAt: -1, _id: -1 });
schema.index({ craftsmanId: 1, status: 1, createdAt: -1, _id: -1 });
schema.index({ isLive: 1, expiresAt: 1 });

const someone = new Types.ObjectId();

export const quoteQueries: readonly ModelQuery[] = [
  { name: 'of a job', filter: { jobId: someone }, sort: newestFirst },
  { name: 'of a craftsman', filter: { craftsmanId: someone }, sort: newestFirst },
  {
    name: 'of a craftsman in a state',
    filter: { craftsmanId: someone, status: 'Submitted' },
    sort: newestFirst,
  },
];

export const QuoteModel = defineModel<Quote>({
  name: 'Quote',
  collection: 'quotes',
  schema,
  queries: quoteQueries,
});
