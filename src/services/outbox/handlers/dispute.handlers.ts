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

export const openedEffects = [openedActivity, openedSocket] as const;
export const settledEffects = [settledActivity, settledSocket] as const;
