import type { DecisionKind, DisputeKind, DisputeReason } from '../../../utils/disputeWords';
import type { Id } from '../../../utils/ids';
import type { Currency } from '../../../utils/money';
import type { JobState } from '../../workflows/job.workflow';
import type { JobFact, Side } from './jobAction.events';

interface DisputeFact extends JobFact {
  disputeId: Id;
  kind: DisputeKind;
}

/** What happens to disputes. Instants are ISO text, amounts minor units. */
export interface DisputeEvents {
  'dispute.opened': DisputeFact & {
    side: Side | 'system';
    reason: DisputeReason;
    fromState: JobState;
    answerDueAt: string;
    decisionDueAt: string;
  };
  /** A member of staff looks into it. */
  'dispute.taken': DisputeFact;
  'dispute.answered': DisputeFact & { side: Side };
  'dispute.evidenceAdded': DisputeFact & { side: Side; seq: number; files: number; messages: number };
  /** The answer is still missing; the system asks for it again. */
  'dispute.answerDue': DisputeFact & { openedBy: Side | 'system'; answerDueAt: string };
  /** The time passed without an answer: the dispute goes on. */
  'dispute.unanswered': DisputeFact & { decisionDueAt: string };
  /** Staff are reminded. */
  'dispute.decisionDue': DisputeFact & { staffIds: readonly Id[]; decisionDueAt: string; isLate: boolean };
  'dispute.noted': DisputeFact;
  'dispute.appealed': DisputeFact & {
    side: Side;
    reason: string;
    fromState: JobState;
    decisionDueAt: string;
  };
  'dispute.settled': DisputeFact & {
    decision: DecisionKind;
    reason: string;
    /** What has become of the job. */
    to: JobState;
    currency: Currency;
    clientAmount?: number;
    craftsmanAmount?: number;
    /** What of the client's part the craftsman owes. */
    owedMinor?: number;
    dueDate?: string;
    /** Until when it may be appealed. */
    finalAt?: string;
    /** The two sides' offers met. */
    isByOffers?: boolean;
    isOnAppeal?: boolean;
  };
}
