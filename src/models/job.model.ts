import { Schema, Types } from 'mongoose';
import type { JobState } from '../services/workflows/job.workflow';
import type { Address } from '../utils/address';
import type { GeoPoint } from '../utils/geo';
import {
  EXPERIENCE_LEVELS,
  PAYMENT_TYPES,
  URGENCIES,
  type ExperienceLevel,
  type PaymentType,
  type SalaryType,
  type Urgency,
} from '../utils/jobWords';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { jobParts, type BannedSides, type JobReviews } from './job.schemas';
import { workflowFields, type WorkflowDoc } from './plugins/history';
import type { PictureRef } from './plugins/picture';
import { addressSchema, pointSchema } from './plugins/place';

/** What the client named; kept as it was, whatever is agreed later. Amounts in minor units. */
export interface Budget {
  price?: number;
  salaryMin?: number;
  salaryMax?: number;
  salaryType?: SalaryType;
}

/** What both sides agreed at hire; later changes of settings, catalogue or profile never reach it. */
export interface Contract {
  quoteId: Types.ObjectId;
  quoteVersion: number;
  price: number;
  settingsVersion: number;
  feeRule: FeeRule;
  hiredAt: Date;
}

/** rules.md, section 4: `clamp(roundHalfUp(price × bps / 10000), min, max)`, waived on the first jobs. */
export interface FeeRule {
  bps: number;
  min: number;
  max: number | null;
  waivedJobs: number;
}

/** What has become of a hired job's money, beside the ledger; in minor units. */
export interface JobMoney {
  /** The agreed price with every accepted change order. */
  price: number;
  /** What has to be held before the hire is firm: the price, the deposit, or nothing. */
  due: number;
  /** All that was paid in for the job, and what of it is still held. */
  funded: number;
  held: number;
  /** What has left the hold towards the craftsman, our fee included; our fee so far, held or not. */
  released: number;
  fee: number;
  /** Absent until the first release or the cash fee decides it. */
  isFeeWaived?: boolean;
}

/** What both sides say of the cash that was paid, from completion on; in minor units. */
export interface CashStatement {
  clientAmount?: number;
  craftsmanAmount?: number;
  /** When silence confirms; absent once it is decided. */
  confirmsAt?: Date;
  confirmedAt?: Date;
  amount?: number;
  /** The sides differ: nothing is charged until that is settled. */
  differsAt?: Date;
}

/** The extra price that is not part of the price yet; one at a time. */
export interface OpenChangeOrder {
  changeOrderId: Types.ObjectId;
  amount: number;
  /** Accepted, and waits to be funded. */
  isAccepted: boolean;
}

/** Another time that one side proposes. */
export interface Reschedule {
  by: 'client' | 'craftsman';
  proposedAt: Date;
  scheduledAt: Date;
  hasTime: boolean;
  reason?: string;
}

/** The latest dispute about the job, with its clocks. */
export interface JobDispute {
  disputeId: Types.ObjectId;
  answerDueAt: Date;
  decisionDueAt: Date;
  /** What of the price counts, by a decision; minor units. */
  countedMinor?: number;
  /** When the decision ended the job; absent after rework and after a mere difference in cash: the job may be disputed again. */
  decidedAt?: Date;
}

export interface Job extends WorkflowDoc<JobState>, BannedSides {
  clientId: Types.ObjectId;
  craftsmanId?: Types.ObjectId;
  title: string;
  description: string;
  serviceId: Types.ObjectId;
  photos: PictureRef[];
  address: Address;
  /** City and state folded, for filters. */
  cityKey?: string;
  stateKey?: string;
  location: GeoPoint;
  /** The place as everybody may know it, to about a kilometre: what is near is told by this point alone. */
  area: GeoPoint;
  /** Posted or Quoted: kept beside the status, because an index gives no order below `$in`. */
  isOpen: boolean;
  /** Hidden by staff. */
  isHidden: boolean;
  paymentType: PaymentType;
  currency: Currency;
  budget: Budget;
  /** What lists filter and sort by: the agreed price, else the one named or the least salary, else 0. */
  listPrice: number;
  urgency: Urgency;
  experienceLevel?: ExperienceLevel;
  requirements: string[];
  benefits: string[];
  trainingProvided: boolean;
  /** The day or instant that the client wishes. */
  jobDate?: Date;
  jobDateHasTime?: boolean;
  timeWindow?: { from: string; to: string };
  /** Folded words of title, description, service and place (utils/searchTerms). */
  terms: string[];
  /** Live quotes, and those among them that count towards the limit (the invited are exempt). */
  quoteCount: number;
  cappedQuoteCount: number;
  pendingInvitationCount: number;
  views: number;
  /** Counts the owner's changes of what matters; every decision about the job changes it. */
  revision: number;
  contract?: Contract;
  money?: JobMoney;
  cash?: CashStatement;
  openChangeOrder?: OpenChangeOrder;
  /** Fixed at accept (rules.md, section 1); a date without a time has no no-show. */
  scheduledAt?: Date;
  scheduledHasTime?: boolean;
  reschedule?: Reschedule;
  dispute?: JobDispute;
  firmAt?: Date;
  /** When an unpaid hire lapses. */
  lapsesAt?: Date;
  awaitingAcceptance: boolean;
  resultPhotos: PictureRef[];
  submittedAt?: Date;
  autoCompletesAt?: Date;
  reworkCount: number;
  completedAt?: Date;
  completionNote?: string;
  reviews?: JobReviews;
  reviewedAt?: Date;
  cancelledAt?: Date;
  cancelledBy?: 'client' | 'craftsman' | 'staff' | 'system';
  /** Until then both sides see address and phone; absent while the job is not at its end. */
  disclosedUntil?: Date;
  /** Without activity until then the job is cancelled; the owner is warned once before. */
  expiresAt: Date;
  expiryWarnsAt: Date;
  expiryWarnedAt?: Date;
  /** The closed job of which this is a copy. */
  repostOf?: Types.ObjectId;
  createdAt: Date;
  updatedAt: Date;
}

const id = Schema.Types.ObjectId;
const schema = new Schema<Job>({
  ...workflowFields,
  ...jobParts,
  clientId: { type: id, required: true },
  craftsmanId: id,
  serviceId: { type: id, required: true },
  address: { type: addressSchema, required: true },
  location: { type: pointSchema, required: true },
  area: { type: pointSchema, required: true },
  paymentType: { type: String, enum: PAYMENT_TYPES, required: true },
  urgency: { type: String, enum: URGENCIES, required: true },
  experienceLevel: { type: String, enum: EXPERIENCE_LEVELS },
});

const open = { isOpen: true, isHidden: false };
const newestFirst = { createdAt: -1, _id: -1 } as const;

const having = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

schema.index({ isOpen: 1, isHidden: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, serviceId: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, cityKey: 1, createdAt: -1, _id: -1 });
// What may match nothing: without an index of its own the whole of another one would be walked for it.
schema.index({ isOpen: 1, isHidden: 1, stateKey: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, status: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, paymentType: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, urgency: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, experienceLevel: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, listPrice: 1, _id: 1 });
schema.index({ isOpen: 1, isHidden: 1, terms: 1, createdAt: -1, _id: -1 });
schema.index({ isOpen: 1, isHidden: 1, serviceId: 1, listPrice: 1, _id: 1 });
schema.index({ area: '2dsphere' }, { partialFilterExpression: { isOpen: true } });
schema.index({ clientId: 1, createdAt: -1, _id: -1 });
schema.index({ clientId: 1, status: 1, createdAt: -1, _id: -1 });
schema.index({ craftsmanId: 1, createdAt: -1, _id: -1 }, having('craftsmanId'));
schema.index({ serviceId: 1 });
schema.index({ isOpen: 1, expiresAt: 1 });
schema.index({ isOpen: 1, expiryWarnedAt: 1, expiryWarnsAt: 1 });
schema.index({ autoCompletesAt: 1 }, having('autoCompletesAt'));
schema.index({ firmAt: 1 }, { partialFilterExpression: { 'money.held': { $gt: 0 } } });
schema.index({ 'cash.confirmsAt': 1 }, having('cash.confirmsAt'));
schema.index({ 'reviews.revealsAt': 1 }, having('reviews.revealsAt'));
schema.index({ lapsesAt: 1 }, having('lapsesAt'));
schema.index({ disclosedUntil: 1, bannedSince: 1 }, having('bannedSince'));
schema.index({ updatedAt: 1, _id: 1 });

const someone = new Types.ObjectId();

export const jobQueries: readonly ModelQuery[] = [
  { name: 'browse', filter: open, sort: newestFirst },
  { name: 'browse a service', filter: { ...open, serviceId: someone }, sort: newestFirst },
  { name: 'browse a city', filter: { ...open, cityKey: 'cairo' }, sort: newestFirst },
  { name: 'browse a state', filter: { ...open, stateKey: 'cairo governorate' }, sort: newestFirst },
  { name: 'browse what is quoted on', filter: { ...open, status: 'Quoted' }, sort: newestFirst },
  { name: 'browse a way of paying', filter: { ...open, paymentType: 'Cash' }, sort: newestFirst },
  { name: 'browse the urgent', filter: { ...open, urgency: 'urgent' }, sort: newestFirst },
  { name: 'browse a level', filter: { ...open, experienceLevel: 'expert' }, sort: newestFirst },
  { name: 'browse by price', filter: open, sort: { listPrice: 1, _id: 1 } },
  { name: 'search', filter: { ...open, terms: 'sink' }, sort: newestFirst },
  { name: 'own', filter: { clientId: someone }, sort: newestFirst },
  { name: 'own in a state', filter: { clientId: someone, status: 'Posted' }, sort: newestFirst },
  { name: 'hired for', filter: { craftsmanId: someone }, sort: newestFirst },
  {
    name: 'held for long',
    filter: { 'money.held': { $gt: 0 }, firmAt: { $lte: new Date(0) } },
    sort: { firmAt: 1 },
  },
  { name: 'of a service', filter: { serviceId: someone } },
];

export const JobModel = defineModel<Job>({ name: 'Job', collection: 'jobs', schema, queries: jobQueries });
