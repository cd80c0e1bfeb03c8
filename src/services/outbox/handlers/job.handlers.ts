import type { Id } from '../../../utils/ids';
import type { JobFact } from '../events/jobAction.events';
import { jobUpdate } from './job-update';
import { logActivity } from './log-activity';

const job = (id: Id): { type: 'job'; id: Id } => ({ type: 'job', id });
const owner = ({ clientId }: JobFact): Id[] => [clientId];

export const jobPostedActivity = logActivity(
  'job.posted',
  ({ jobId, title, serviceId, paymentType, listPrice, repostOf }) => ({
    action: repostOf ? 'job.reposted' : 'job.posted',
    target: job(jobId),
    after: { status: 'Posted', title, serviceId, paymentType, listPrice, ...(repostOf && { repostOf }) },
  }),
);
export const jobEditedActivity = logActivity('job.edited', ({ jobId, before, after }) => ({
  action: 'job.edited',
  target: job(jobId),
  before,
  after,
}));
export const jobExtendedActivity = logActivity('job.extended', ({ jobId, expiresAt }) => ({
  action: 'job.extended',
  target: job(jobId),
  after: { expiresAt },
}));
export const jobExpiredActivity = logActivity('job.expired', ({ jobId, fromState }) => ({
  action: 'job.expired',
  target: job(jobId),
  before: { status: fromState },
  after: { status: 'Cancelled' },
}));
export const jobExpiringActivity = logActivity('job.expiring', ({ jobId, expiresAt }) => ({
  action: 'job.expiryWarned',
  target: job(jobId),
  after: { expiresAt },
}));
export const jobModeratedActivity = logActivity('job.moderated', ({ jobId, before, after, reason }) => ({
  action: 'job.moderated',
  target: job(jobId),
  before,
  after,
  reason,
}));

export const jobPostedSocket = jobUpdate('job.posted', owner, ({ jobId }) => ({
  jobId,
  status: 'Posted',
  event: 'post',
}));
export const jobEditedSocket = jobUpdate('job.edited', owner, ({ jobId, status }) => ({
  jobId,
  status,
  event: 'edit',
}));
export const jobExtendedSocket = jobUpdate('job.extended', owner, ({ jobId, status, expiresAt }) => ({
  jobId,
  status,
  event: 'extend',
  expiresAt,
}));
export const jobExpiredSocket = jobUpdate('job.expired', owner, ({ jobId }) => ({
  jobId,
  status: 'Cancelled',
  event: 'expire',
}));
export const jobModeratedSocket = jobUpdate('job.moderated', owner, ({ jobId, status }) => ({
  jobId,
  status,
  event: 'moderate',
}));
