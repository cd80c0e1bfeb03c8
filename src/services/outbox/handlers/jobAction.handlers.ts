import type { Id } from '../../../utils/ids';
import type { JobFact } from '../events/jobAction.events';
import { jobUpdate } from './job-update';
import { logActivity } from './log-activity';

const job = (id: Id): { type: 'job'; id: Id } => ({ type: 'job', id });
const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];

export const statusChangedActivity = logActivity(
  'job.statusChanged',
  ({ jobId, event, from, to, reason }) => ({
    action: `job.${event}`,
    target: job(jobId),
    before: { status: from },
    after: { status: to },
    reason,
  }),
);

export const jobCancelledActivity = logActivity(
  'job.cancelled',
  ({ jobId, fromState, by, absent, reason, money }) => ({
    action: absent ? 'job.noShow' : 'job.cancelled',
    target: job(jobId),
    before: { status: fromState },
    after: { status: 'Cancelled', by, ...(absent && { absent }), ...(money && { money }) },
    reason,
  }),
);

export const rescheduleProposedActivity = logActivity(
  'job.rescheduleProposed',
  ({ jobId, by, scheduledAt, hasTime, reason }) => ({
    action: 'job.rescheduleProposed',
    target: job(jobId),
    after: { by, scheduledAt, hasTime },
    reason,
  }),
);

export const rescheduleAcceptedActivity = logActivity(
  'job.rescheduleAccepted',
  ({ jobId, by, scheduledAt, hasTime, before }) => ({
    action: 'job.rescheduleAccepted',
    target: job(jobId),
    before: { scheduledAt: before ?? null },
    after: { by, scheduledAt, hasTime },
  }),
);

export const rescheduleDeclinedActivity = logActivity(
  'job.rescheduleDeclined',
  ({ jobId, by, isWithdrawn, scheduledAt, reason }) => ({
    action: 'job.rescheduleDeclined',
    target: job(jobId),
    before: { proposed: scheduledAt },
    after: { by, isWithdrawn },
    reason,
  }),
);

export const hireLapsedActivity = logActivity('job.hireLapsed', ({ jobId, quoteId, craftsmanId, to }) => ({
  action: 'job.hireLapsed',
  target: job(jobId),
  before: { status: 'Hired', quoteId, craftsmanId },
  after: { status: to },
}));

export const statusChangedSocket = jobUpdate(
  'job.statusChanged',
  both,
  ({ jobId, event, to, autoCompletesAt }) => ({
    jobId,
    status: to,
    event,
    ...(autoCompletesAt && { autoCompletesAt }),
  }),
);
export const jobCancelledSocket = jobUpdate('job.cancelled', both, ({ jobId, by, absent }) => ({
  jobId,
  status: 'Cancelled',
  event: absent ? 'noShow' : 'cancel',
  by,
}));
export const rescheduleProposedSocket = jobUpdate(
  'job.rescheduleProposed',
  both,
  ({ jobId, by, scheduledAt, hasTime }) => ({
    jobId,
    event: 'rescheduleProposed',
    by,
    proposed: { scheduledAt, hasTime },
  }),
);
export const rescheduleAcceptedSocket = jobUpdate(
  'job.rescheduleAccepted',
  both,
  ({ jobId, by, scheduledAt, hasTime }) => ({
    jobId,
    event: 'rescheduleAccepted',
    by,
    scheduledAt,
    scheduledHasTime: hasTime,
  }),
);
export const rescheduleDeclinedSocket = jobUpdate('job.rescheduleDeclined', both, ({ jobId, by }) => ({
  jobId,
  event: 'rescheduleDeclined',
  by,
}));
export const hireLapsedSocket = jobUpdate('job.hireLapsed', both, ({ jobId, to }) => ({
  jobId,
  status: to,
  event: 'hireLapsed',
}));
