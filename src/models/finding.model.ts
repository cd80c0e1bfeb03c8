import { Schema, type Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

export const FINDING_KINDS = ['paymentStuck', 'refundStuck', 'holdTooOld', 'providerDiffers'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something about money that does not look right; it is closed by itself once it does. */
export interface Finding {
  readonly _id: Types.ObjectId;
  kind: FindingKind;
  subject: { type: 'payment' | 'refund' | 'job' | 'provider'; id: string };
  /** Figures, for those who look into it. */
  facts: Readonly<Record<string, string | number>>;
  since: Date;
  seenAt: Date;
  /** Names it while it is open: there is one at a time. */
  openKey?: string;
  resolvedAt?: Date;
}

const schema = new Schema<Finding>({
  kind: { type: String, enum: FINDING_KINDS, required: true },
  subject: {
    type: new Schema(
      { type: { type: String, required: true }, id: { type: String, required: true } },
      { _id: false },
    ),
    required: true,
  },
  facts: { type: Schema.Types.Mixed, required: true },
  since: { type: Date, required: true },
  seenAt: { type: Date, required: true },
  openKey: String,
  resolvedAt: Date,
});

const open = { partialFilterExpression: { openKey: { $exists: true } } };
schema.index({ openKey: 1 }, { unique: true, ...open });
schema.index({ since: 1, _id: 1 }, open);

export const findingQueries: readonly ModelQuery[] = [
  { name: 'an open one', filter: { openKey: 'holdTooOld:1' } },
  { name: 'open, oldest first', filter: { openKey: { $exists: true } }, sort: { since: 1, _id: 1 } },
];

export const FindingModel = defineModel<Finding>({
  name: 'Finding',
  collection: 'findings',
  schema,
  queries: findingQueries,
});
