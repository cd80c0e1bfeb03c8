import { Schema, Types } from 'mongoose';
import type { DisputeState } from '../services/workflows/dispute.workflow';
import type { JobState } from '../services/workflows/job.workflow';
import type { DecisionKind, DisputeKind, DisputeReason, DisputeSide } from '../utils/disputeWords';
import type { Currency } from '../utils/money';
import type { ActorRole } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** What staff has decided, and what each side has of the money in dispute by it; in minor units. */
export interface DisputeDecision {
  kind: DecisionKind;
  by: { id: string; role?: ActorRole };
  reason: string;
  clientAmount?: number;
  craftsmanAmount?: number;
  /** What of the client's part was no longer there: the craftsman's debt, the client's claim. */
  owedMinor?: number;
  /** What it has paid to each side: stays where it is until it can no longer be appealed. */
  paidToClientMinor?: number;
  paidToCraftsmanMinor?: number;
  /** What of the price counted before it. */
  countedBeforeMinor?: number;
  /** The two sides' offers met: nobody has decided. */
  isByOffers?: boolean;
  /** Until when the rework is to be done. */
  dueDate?: Date;
  at: Date;
  /** Until when it may be appealed, and what it pays stays where it is. */
  finalAt?: Date;
}

/** How much cash changed hands, as each side says; in minor units. */
export interface CashDifference {
  clientAmount: number;
  craftsmanAmount: number;
}

/** Who is not content with the first decision, and why. */
export interface DisputeAppeal {
  side: DisputeSide;
  by: Types.ObjectId;
  reason: string;
  at: Date;
}

export interface Dispute extends WorkflowDoc<DisputeState> {
  jobId: Types.ObjectId;
  clientId: Types.ObjectId;
  craftsmanId: Types.ObjectId;
  kind: DisputeKind;
  side: DisputeSide | 'system';
  /** Absent where the system has opened it. */
  openedBy?: Types.ObjectId;
  reason: DisputeReason;
  description: string;
  cash?: CashDifference;
  /** Where the job stood. */
  fromJobState: JobState;
  /** The clock that would have accepted the work, stopped by this. */
  autoCompletesAt?: Date;
  /** Waits for a decision: kept beside the status for the unique index and for order. */
  isOpen: boolean;
  openedAt: Date;
  answerDueAt: Date;
  decisionDueAt: Date;
  currency: Currency;
  /** What the two argue about, and what of the craftsman's earnings is frozen; in minor units. */
  claimMinor: number;
  frozenMinor: number;
  takenBy?: DisputeDecision['by'];
  takenAt?: Date;
  /** The other side has said what it has to say, or let the time for it pass. */
  answeredAt?: Date;
  unansweredAt?: Date;
  /** When the answer is asked for again or found missing, and when staff are reminded; absent: no more. */
  answerNextAt?: Date;
  decisionNextAt?: Date;
  /** The head of the chain of evidence. */
  evidenceCount: number;
  evidenceHash: string;
  /** Raised by each sealed offer, so that of two at once one sees the other; nobody is shown it. */
  offerChanges?: number;
  /** The latest one; the one that was appealed stands beside it. */
  decision?: DisputeDecision;
  appeal?: DisputeAppeal;
  firstDecision?: DisputeDecision;
  /** How long it took until the latest decision, and the month of it (`2026-05`). */
  resolutionMs?: number;
  resolvedMonth?: string;
  updatedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };
const instant = { type: Date, required: true };
const amount = { type: Number, required: true };

const doer = new Schema<DisputeDecision['by']>({ id: text, role: String }, { _id: false });
const decision = new Schema<DisputeDecision>(
  {
    kind: text,
    by: { type: doer, required: true },
    reason: text,
    clientAmount: Number,
    craftsmanAmount: Number,
    owedMinor: Number,
    paidToClientMinor: Number,
    paidToCraftsmanMinor: Number,
    countedBeforeMinor: Number,
    isByOffers: Boolean,
    dueDate: Date,
    at: instant,
    finalAt: Date,
  },
  { _id: false },
);
const cash = new Schema<CashDifference>({ clientAmount: amount, craftsmanAmount: amount }, { _id: false });
const appeal = new Schema<DisputeAppeal>({ side: text, by: id, reason: text, at: instant }, { _id: false });

const schema = new Schema<Dispute>({
  ...workflowFields,
  jobId: id,
  clientId: id,
  craftsmanId: id,
  kind: text,
  side: text,
  openedBy: Schema.Types.ObjectId,
  reason: text,
  description: text,
  cash,
  fromJobState: text,
  autoCompletesAt: Date,
  isOpen: { type: Boolean, required: true },
  openedAt: instant,
  answerDueAt: instant,
  decisionDueAt: instant,
  currency: text,
  claimMinor: amount,
  frozenMinor: amount,
  takenBy: doer,
  takenAt: Date,
  answeredAt: Date,
  unansweredAt: Date,
  answerNextAt: Date,
  decisionNextAt: Date,
  evidenceCount: amount,
  evidenceHash: text,
  offerChanges: Number,
  decision,
  appeal,
  firstDecision: decision,
  resolutionMs: Number,
  resolvedMonth: String,
  updatedAt: instant,
});

schema.index({ jobId: 1 }, { unique: true, partialFilterExpression: { isOpen: true } });
schema.index({ isOpen: -1, decisionDueAt: 1, _id: 1 });
schema.index({ status: 1, decisionDueAt: 1, _id: 1 });
schema.index({ clientId: 1, openedAt: -1, _id: -1 });
schema.index({ clientId: 1, status: 1, openedAt: -1, _id: -1 });
schema.index({ craftsmanId: 1, openedAt: -1, _id: -1 });
schema.index({ craftsmanId: 1, status: 1, openedAt: -1, _id: -1 });
schema.index({ answerNextAt: 1 }, { partialFilterExpression: { answerNextAt: { $exists: true } } });
schema.index({ decisionNextAt: 1 }, { partialFilterExpression: { decisionNextAt: { $exists: true } } });
schema.index({ resolutionMs: 1 }, { partialFilterExpression: { resolutionMs: { $exists: true } } });
schema.index(
  { resolvedMonth: 1, resolutionMs: 1 },
  { partialFilterExpression: { resolutionMs: { $exists: true } } },
);

const openFirst = { isOpen: -1, decisionDueAt: 1, _id: 1 } as const;
const dueFirst = { decisionDueAt: 1, _id: 1 } as const;
const newestFirst = { openedAt: -1, _id: -1 } as const;
const someone = new Types.ObjectId();
const resolved = { resolutionMs: { $exists: true } } as const;

export const disputeQueries: readonly ModelQuery[] = [
  { name: 'all, the open ones first', filter: {}, sort: openFirst },
  { name: 'that wait for a decision', filter: { isOpen: true }, sort: dueFirst },
  { name: 'in a state', filter: { status: 'Open' }, sort: dueFirst },
  { name: 'of a client', filter: { clientId: someone }, sort: newestFirst },
  { name: 'of a client, in a state', filter: { clientId: someone, status: 'Open' }, sort: newestFirst },
  { name: 'of a craftsman', filter: { craftsmanId: someone }, sort: newestFirst },
  {
    name: 'of a craftsman, in a state',
    filter: { craftsmanId: someone, status: 'Open' },
    sort: newestFirst,
  },
  {
    name: 'whose answer is due',
    filter: { answerNextAt: { $exists: true, $lte: new Date(0) } },
    sort: { answerNextAt: 1 },
  },
  {
    name: 'whose decision is due',
    filter: { decisionNextAt: { $exists: true, $lte: new Date(0) } },
    sort: { decisionNextAt: 1 },
  },
  { name: 'resolved, the fastest first', filter: resolved, sort: { resolutionMs: 1 } },
  {
    name: 'resolved in a month, the fastest first',
    filter: { resolvedMonth: '2026-05', ...resolved },
    sort: { resolutionMs: 1 },
  },
];

export const DisputeModel = defineModel<Dispute>({
  name: 'Dispute',
  collection: 'disputes',
  schema,
  queries: disputeQueries,
});
