import { Schema } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** The end of one chain of entries as it stood when it was anchored. */
export interface AnchoredHead {
  readonly shard: string;
  readonly seq: number;
  readonly hash: string;
}

/** Heads of chains that had moved, chained themselves: what an anchor names cannot go without a trace. */
export interface LedgerAnchor {
  /** From 1, without gaps. */
  readonly _id: number;
  readonly at: Date;
  /** Every chain that moved up to then is in this anchor or an earlier one. */
  readonly through: Date;
  readonly heads: readonly AnchoredHead[];
  readonly previousHash: string;
  readonly hash: string;
}

const head = new Schema<AnchoredHead>(
  {
    shard: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
  },
  { _id: false },
);

const schema = new Schema<LedgerAnchor>({
  _id: { type: Number, required: true },
  at: { type: Date, required: true },
  through: { type: Date, required: true },
  heads: { type: [head], required: true },
  previousHash: { type: String, required: true },
  hash: { type: String, required: true },
});

schema.index({ through: 1 });

export const ledgerAnchorQueries: readonly ModelQuery[] = [
  { name: 'the latest', filter: { _id: { $gt: 0 } }, sort: { _id: -1 } },
  { name: 'of the last minutes', filter: { through: { $gte: new Date(0) } } },
];

export const LedgerAnchorModel = defineModel<LedgerAnchor>({
  name: 'LedgerAnchor',
  collection: 'ledgerAnchors',
  schema,
  queries: ledgerAnchorQueries,
});
