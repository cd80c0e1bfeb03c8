import { Schema, type Types } from 'mongoose';
import type {
  Budget,
  CashStatement,
  Contract,
  FeeRule,
  JobDispute,
  JobMoney,
  OpenChangeOrder,
  Reschedule,
} from './job.model';
import { pictureSchema } from './plugins/picture';

/** The parts of a job that are objects or plain values of their own. */

/** Of a running job whose side may not sign in any more: since when it waits for staff, and whose account it is. */
export interface BannedSides {
  bannedSince?: Date;
  bannedIds?: Types.ObjectId[];
}

/** The window in which both sides review each other, open from completion on. */
export interface JobReviews {
  closesAt: Date;
  /** When what was written is revealed by itself; absent once that is over, and while a dispute pauses it. */
  revealsAt?: Date;
  /** The sides that have written, for nobody's eyes; each writer changes it, so that two at once do not overlook each other. */
  written: ('client' | 'craftsman')[];
  /** The sides that were told that the other one has written: once, whatever becomes of it. */
  told: ('client' | 'craftsman')[];
}

const id = Schema.Types.ObjectId;
const pictures = { type: [pictureSchema], required: true };
const texts = { type: [String], required: true };
const count = { type: Number, required: true };

const budget = new Schema<Budget>(
  { price: Number, salaryMin: Number, salaryMax: Number, salaryType: String },
  { _id: false },
);

const feeRule = new Schema<FeeRule>(
  { bps: count, min: count, max: { type: Number, default: null }, waivedJobs: count },
  { _id: false },
);

const contract = new Schema<Contract>(
  {
    quoteId: { type: id, required: true },
    quoteVersion: count,
    price: count,
    settingsVersion: count,
    feeRule: { type: feeRule, required: true },
    hiredAt: { type: Date, required: true },
  },
  { _id: false },
);

const jobMoney = new Schema<JobMoney>(
  {
    price: count,
    due: count,
    funded: count,
    held: count,
    released: count,
    fee: count,
    isFeeWaived: Boolean,
  },
  { _id: false },
);

const cash = new Schema<CashStatement>(
  {
    clientAmount: Number,
    craftsmanAmount: Number,
    confirmsAt: Date,
    confirmedAt: Date,
    amount: Number,
    differsAt: Date,
  },
  { _id: false },
);

const openChangeOrder = new Schema<OpenChangeOrder>(
  {
    changeOrderId: { type: id, required: true },
    amount: count,
    isAccepted: { type: Boolean, required: true },
  },
  { _id: false },
);

const reschedule = new Schema<Reschedule>(
  {
    by: { type: String, required: true },
    proposedAt: { type: Date, required: true },
    scheduledAt: { type: Date, required: true },
    hasTime: { type: Boolean, required: true },
    reason: String,
  },
  { _id: false },
);

const dispute = new Schema<JobDispute>(
  {
    disputeId: { type: id, required: true },
    answerDueAt: { type: Date, required: true },
    decisionDueAt: { type: Date, required: true },
    countedMinor: Number,
    decidedAt: Date,
  },
  { _id: false },
);

const reviews = new Schema<JobReviews>(
  { closesAt: { type: Date, required: true }, revealsAt: Date, written: texts, told: texts },
  { _id: false },
);

const timeWindow = new Schema(
  { from: { type: String, required: true }, to: { type: String, required: true } },
  { _id: false },
);

/** The fields of a job whose types say all there is to say. */
export const jobParts = {
  title: { type: String, required: true },
  description: { type: String, required: true },
  photos: pictures,
  cityKey: String,
  stateKey: String,
  isOpen: { type: Boolean, required: true },
  isHidden: { type: Boolean, required: true },
  currency: { type: String, required: true },
  budget: { type: budget, required: true },
  listPrice: count,
  requirements: texts,
  benefits: texts,
  trainingProvided: { type: Boolean, required: true },
  jobDate: Date,
  jobDateHasTime: Boolean,
  timeWindow,
  terms: texts,
  quoteCount: count,
  cappedQuoteCount: count,
  pendingInvitationCount: count,
  views: count,
  revision: count,
  contract,
  money: jobMoney,
  cash,
  openChangeOrder,
  scheduledAt: Date,
  scheduledHasTime: Boolean,
  reschedule,
  dispute,
  firmAt: Date,
  lapsesAt: Date,
  awaitingAcceptance: { type: Boolean, required: true },
  resultPhotos: pictures,
  submittedAt: Date,
  autoCompletesAt: Date,
  reworkCount: count,
  completedAt: Date,
  completionNote: String,
  reviews,
  reviewedAt: Date,
  cancelledAt: Date,
  cancelledBy: String,
  disclosedUntil: Date,
  expiresAt: { type: Date, required: true },
  expiryWarnsAt: { type: Date, required: true },
  expiryWarnedAt: Date,
  repostOf: id,
  bannedSince: Date,
  bannedIds: { type: [id], default: undefined },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
};
