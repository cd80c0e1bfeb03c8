import type { Job } from '../../models/job.model';
import { after, days } from '../../utils/clock';
import type { Verdict } from './policy';

type Facts = Pick<Job, 'status' | 'completedAt' | 'dispute'>;

interface Context {
  readonly now: Date;
  readonly disputeOpenDays: number;
}

/** Nobody disputes a cancellation, nor anew what was decided, nor what was completed long ago. */
export function mayBeDisputed(job: Facts, { now, disputeOpenDays }: Context): Verdict {
  if (job.status === 'Cancelled') {
    return 'workflow.wrongState';
  }
  if (job.status !== 'Completed') {
    return true;
  }
  if (job.dispute?.decidedAt) {
    return 'dispute.alreadyDecided';
  }
  return (
    (job.completedAt !== undefined && after(job.completedAt, days(disputeOpenDays)) >= now) ||
    'dispute.tooLate'
  );
}
