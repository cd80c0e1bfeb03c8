import { Schema, type Types } from 'mongoose';
import type { DisputeState } from '../services/workflows/dispute.workflow';
import type { JobState } from '../services/workflows/job.workflow';
import type { DecisionKind, DisputeKind, DisputeReason } from '../utils/disputeWords';
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

export interface Dispute extends WorkflowDoc<DisputeState> {
  jobId: Types.ObjectId;
  clientId: Types.ObjectId;
  craftsmanId: Types.ObjectId;
  kind: DisputeKind;
  side: 'client' | 'craftsman' | 'system';
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
  decision?: DisputeDecision;
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
    dueDate: Date,
    at: instant,
    finalAt: Date,
  },
  { _id: false },
);
const cash = new Schema<CashDifference>({ clientAmount: amount, craftsmanAmount: amount }, { _id: false });

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
  decision,
  updatedAt: instant,
});

schema.index({ jobId: 1 }, { unique: true, partialFilterExpression: { isOpen: true } });
schema.index({ isOpen: -1, decisionDueAt: 1, _id: 1 });
schema.index({ status: 1, decisionDueAt: 1, _id: 1 });

const openFirst = { isOpen: -1, decisionDueAt: 1, _id: 1 } as const;
const dueFirst = { decisionDueAt: 1, _id: 1 } as const;

export const disputeQueries: readonly ModelQuery[] = [
  { name: 'all, the open ones first', filter: {}, sort: openFirst },
  { name: 'that wait for a decision', filter: { isOpen: true }, sort: dueFirst },
  { name: 'in a state', filter: { status: 'Open' }, sort: dueFirst },
];

export const DisputeModel = defineModel<Dispute>({
  name: 'Dispute',
  collection: 'disputes',
  schema,
  queries: disputeQueries,
});
