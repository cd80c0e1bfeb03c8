import { Schema, Types } from 'mongoose';
import type { ActorRole } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

/** What an entry speaks of. */
export interface StoredRefs {
  jobId?: Types.ObjectId;
  paymentId?: Types.ObjectId;
  refundId?: Types.ObjectId;
  withdrawalId?: Types.ObjectId;
  disputeId?: Types.ObjectId;
  debtId?: Types.ObjectId;
  adjustmentId?: Types.ObjectId;
  changeOrderId?: Types.ObjectId;
  /** The key of the entry that this one takes back. */
  reverses?: string;
}

/** Entries and lines in one collection, so that a posting writes them at once: an entry has a key, a line an account. */
export const LEDGER = 'ledger';

/** A fact about money, written once and never changed; its sides are the lines that it names. */
export interface LedgerEntry {
  readonly _id: Types.ObjectId;
  readonly key: string;
  readonly kind: string;
  readonly at: Date;
  readonly by: { readonly id: string; readonly role?: ActorRole };
  readonly refs: StoredRefs;
  readonly lineIds: readonly Types.ObjectId[];
  /** The place in the chain of its shard: each hash covers the entry, its lines and the hash before. */
  readonly shard: string;
  readonly shardSeq: number;
  readonly previousHash: string;
  readonly hash: string;
}

const id = Schema.Types.ObjectId;

export const refsSchema = new Schema<StoredRefs>(
  {
    jobId: id,
    paymentId: id,
    refundId: id,
    withdrawalId: id,
    disputeId: id,
    debtId: id,
    adjustmentId: id,
    changeOrderId: id,
    reverses: String,
  },
  { _id: false },
);

const schema = new Schema<LedgerEntry>({
  key: { type: String, required: true },
  kind: { type: String, required: true },
  at: { type: Date, required: true },
  by: {
    type: new Schema({ id: { type: String, required: true }, role: String }, { _id: false }),
    required: true,
  },
  refs: { type: refsSchema, required: true },
  lineIds: { type: [id], required: true },
  shard: { type: String, required: true },
  shardSeq: { type: Number, required: true },
  previousHash: { type: String, required: true },
  hash: { type: String, required: true },
});

schema.index({ key: 1 }, { unique: true, sparse: true });
schema.index({ shard: 1, shardSeq: 1 }, { unique: true, sparse: true });
schema.index(
  { 'refs.jobId': 1, _id: 1 },
  { partialFilterExpression: { 'refs.jobId': { $exists: true }, key: { $exists: true } } },
);

export const ledgerEntryQueries: readonly ModelQuery[] = [
  { name: 'by id', filter: { _id: { $in: [new Types.ObjectId()] } } },
  { name: 'a fact', filter: { key: 'escrow.released:1' } },
  { name: 'a chain', filter: { shard: 'hold:job:1:EGP' }, sort: { shardSeq: 1 } },
  {
    name: 'of a job',
    filter: { 'refs.jobId': new Types.ObjectId(), key: { $exists: true } },
    sort: { _id: 1 },
  },
];

export const LedgerEntryModel = defineModel<LedgerEntry>({
  name: 'LedgerEntry',
  collection: LEDGER,
  schema,
  queries: ledgerEntryQueries,
});
