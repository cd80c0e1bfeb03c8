import { Schema, type Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** One reading of the whole ledger and what it came to. */
export interface LedgerAudit {
  readonly _id: Types.ObjectId;
  startedAt: Date;
  finishedAt: Date;
  isSound: boolean;
  counts: Readonly<Record<string, number>>;
  faultCount: number;
  /** The first of them. */
  faults: readonly { readonly kind: string; readonly where: string; readonly says: string }[];
}

const fault = new Schema(
  {
    kind: { type: String, required: true },
    where: { type: String, required: true },
    says: { type: String, required: true },
  },
  { _id: false },
);

const schema = new Schema<LedgerAudit>({
  startedAt: { type: Date, required: true },
  finishedAt: { type: Date, required: true },
  isSound: { type: Boolean, required: true },
  counts: { type: Schema.Types.Mixed, required: true },
  faultCount: { type: Number, required: true },
  faults: { type: [fault], required: true },
});

schema.index({ startedAt: -1 });

export const ledgerAuditQueries: readonly ModelQuery[] = [
  { name: 'the latest', filter: { startedAt: { $gte: new Date(0) } }, sort: { startedAt: -1 } },
];

export const LedgerAuditModel = defineModel<LedgerAudit>({
  name: 'LedgerAudit',
  collection: 'ledgerAudits',
  schema,
  queries: ledgerAuditQueries,
});
