import { Schema, Types } from 'mongoose';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';

export const DEBT_REASONS = ['cashFee', 'penalty', 'cancellationFee', 'clawback'] as const;
/** What a debt came from. */
export type DebtReason = (typeof DEBT_REASONS)[number];

/** What somebody owes, and who waits for a part of it. The ledger holds the sums; this is which debt is paid first. Minor units. */
export interface Debt {
  _id: Types.ObjectId;
  debtorId: Types.ObjectId;
  purse: 'feeDebt' | 'clawbackDebt';
  reason: DebtReason;
  jobId: Types.ObjectId;
  /** The job's title, for reminders. */
  title: string;
  currency: Currency;
  amountMinor: number;
  remainingMinor: number;
  /** Who gets a part of each repayment; absent: nobody. */
  claimantId?: Types.ObjectId;
  claimMinor: number;
  claimRemainingMinor: number;
  /** What is paid of the claim before then waits like what the decision itself pays: it may still be appealed. */
  claimFinalAt?: Date;
  /** Something remains of it. */
  isOpen: boolean;
  openedAt: Date;
  settledAt?: Date;
  /** The next reminder; absent after the last one. */
  remindsAt?: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };
const amount = { type: Number, required: true };

const schema = new Schema<Debt>({
  debtorId: id,
  purse: { type: String, enum: ['feeDebt', 'clawbackDebt'], required: true },
  reason: { type: String, enum: DEBT_REASONS, required: true },
  jobId: id,
  title: { type: String, required: true },
  currency: { type: String, required: true },
  amountMinor: amount,
  remainingMinor: amount,
  claimantId: Schema.Types.ObjectId,
  claimMinor: amount,
  claimRemainingMinor: amount,
  claimFinalAt: Date,
  isOpen: { type: Boolean, required: true },
  openedAt: { type: Date, required: true },
  settledAt: Date,
  remindsAt: Date,
});

schema.index({ debtorId: 1, isOpen: 1, openedAt: 1, _id: 1 });
schema.index({ jobId: 1 });
schema.index({ remindsAt: 1 }, { partialFilterExpression: { remindsAt: { $exists: true } } });

const someone = new Types.ObjectId();

export const debtQueries: readonly ModelQuery[] = [
  { name: 'open ones', filter: { debtorId: someone, isOpen: true }, sort: { openedAt: 1, _id: 1 } },
  { name: 'of a job', filter: { jobId: someone } },
  {
    name: 'to be reminded of',
    filter: { remindsAt: { $exists: true, $lte: new Date(0) } },
    sort: { remindsAt: 1 },
  },
];

export const DebtModel = defineModel<Debt>({
  name: 'Debt',
  collection: 'debts',
  schema,
  queries: debtQueries,
});
