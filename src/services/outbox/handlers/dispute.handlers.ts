import type { Id } from '../../../utils/ids';
import type { JobFact } from '../events/jobAction.events';
import { jobUpdate } from './job-update';
import { logActivity } from './log-activity';

const job = (id: Id): { type: 'job'; id: Id } => ({ type: 'job', id });
const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];

const openedActivity = logActivity(
  'dispute.opened',
  ({ jobId, disputeId, kind, side, reason, fromState }) => ({
    action: 'dispute.opened',
    target: job(jobId),
    before: { status: fromState },
    after: { status: 'Disputed', disputeId, kind, by: side, why: reason },
  }),
);

const settledActivity = logActivity(
  'dispute.settled',
  ({ jobId, disputeId, decision, to, reason, ...facts }) => ({
    action: 'dispute.settled',
    target: job(jobId),
    before: { status: 'Disputed' },
    after: {
      status: to,
      disputeId,
      decision,
      currency: facts.currency,
      clientAmount: facts.clientAmount ?? null,
      craftsmanAmount: facts.craftsmanAmount ?? null,
      owed: facts.owedMinor ?? null,
      dueDate: facts.dueDate ?? null,
      ...(facts.isByOffers && { byOffers: true }),
      ...(facts.isOnAppeal && { onAppeal: true }),
    },
    reason,
  }),
);

const openedSocket = jobUpdate(
  'dispute.opened',
  both,
  ({ jobId, disputeId, side, answerDueAt, decisionDueAt }) => ({
    jobId,
    status: 'Disputed',
    event: 'dispute',
    by: side,
    disputeId,
    answerDueAt,
    decisionDueAt,
  }),
);

const settledSocket = jobUpdate('dispute.settled', both, ({ jobId, disputeId, to, decision, dueDate }) => ({
  jobId,
  status: to,
  event: 'disputeSettled',
  disputeId,
  decision,
  ...(dueDate && { dueDate }),
}));

const takenActivity = logActivity('dispute.taken', ({ jobId, disputeId }) => ({
  action: 'dispute.taken',
  target: job(jobId),
  after: { disputeId },
}));

const answeredActivity = logActivity('dispute.answered', ({ jobId, disputeId, side }) => ({
  action: 'dispute.answered',
  target: job(jobId),
  after: { disputeId, by: side },
}));

const evidenceActivity = logActivity('dispute.evidenceAdded', ({ jobId, disputeId, side, ...facts }) => ({
  action: 'dispute.evidenceAdded',
  target: job(jobId),
  after: { disputeId, by: side, seq: facts.seq, files: facts.files, messages: facts.messages },
}));

const answerDueActivity = logActivity('dispute.answerDue', ({ jobId, disputeId, answerDueAt }) => ({
  action: 'dispute.answerDue',
  target: job(jobId),
  after: { disputeId, answerDueAt },
}));

const unansweredActivity = logActivity('dispute.unanswered', ({ jobId, disputeId }) => ({
  action: 'dispute.unanswered',
  target: job(jobId),
  after: { disputeId },
}));

const decisionDueActivity = logActivity(
  'dispute.decisionDue',
  ({ jobId, disputeId, decisionDueAt, isLate }) => ({
    action: 'dispute.decisionDue',
    target: job(jobId),
    after: { disputeId, decisionDueAt, isLate },
  }),
);

const notedActivity = logActivity('dispute.noted', ({ jobId, disputeId }) => ({
  action: 'dispute.noted',
  target: job(jobId),
  after: { disputeId },
}));

const appealedActivity = logActivity(
  'dispute.appealed',
  ({ jobId, disputeId, side, fromState, reason, decisionDueAt }) => ({
    action: 'dispute.appealed',
    target: job(jobId),
    before: { status: fromState },
    after: { status: 'Disputed', disputeId, by: side, decisionDueAt },
    reason,
  }),
);

const takenSocket = jobUpdate('dispute.taken', both, ({ jobId, disputeId }) => ({
  jobId,
  status: 'Disputed',
  event: 'disputeTaken',
  disputeId,
}));

const answeredSocket = jobUpdate('dispute.answered', both, ({ jobId, disputeId, side }) => ({
  jobId,
  status: 'Disputed',
  event: 'disputeAnswered',
  by: side,
  disputeId,
}));

const evidenceSocket = jobUpdate('dispute.evidenceAdded', both, ({ jobId, disputeId, side, seq }) => ({
  jobId,
  status: 'Disputed',
  event: 'disputeEvidence',
  by: side,
  disputeId,
  seq,
}));

const unansweredSocket = jobUpdate('dispute.unanswered', both, ({ jobId, disputeId, decisionDueAt }) => ({
  jobId,
  status: 'Disputed',
  event: 'disputeUnanswered',
  disputeId,
  decisionDueAt,
}));

const appealedSocket = jobUpdate('dispute.appealed', both, ({ jobId, disputeId, side, decisionDueAt }) => ({
  jobId,
  status: 'Disputed',
  event: 'disputeAppealed',
  by: side,
  disputeId,
  decisionDueAt,
}));

export const takenEffects = [takenActivity, takenSocket] as const;
export const answeredEffects = [answeredActivity, answeredSocket] as const;
export const evidenceEffects = [evidenceActivity, evidenceSocket] as const;
export const answerDueEffects = [answerDueActivity] as const;
export const unansweredEffects = [unansweredActivity, unansweredSocket] as const;
export const decisionDueEffects = [decisionDueActivity] as const;
export const notedEffects = [notedActivity] as const;
export const appealedEffects = [appealedActivity, appealedSocket] as const;
export const openedEffects = [openedActivity, openedSocket] as const;
export const settledEffects = [settledActivity, settledSocket] as const;
