import { minutes, type Clock } from '../../utils/clock';
import type { ExpireJob, WarnOfExpiry } from '../acts/expire-job';
import { eachDueJob } from '../jobs/dueJobs';
import type { Task } from './task';

export interface ExpireJobsDeps {
  readonly clock: Clock;
  readonly expireJob: ExpireJob;
  readonly warnOfExpiry: WarnOfExpiry;
}

/** Ends open jobs in which nothing has happened for too long; their owners are warned some days before. */
export const makeExpireJobsTask = ({ clock, expireJob, warnOfExpiry }: ExpireJobsDeps): Task => ({
  name: 'expire-jobs',
  every: '*/5 * * * *',
  leaseMs: minutes(2),
  async run(context) {
    const now = clock.now();
    const open = { isOpen: true };
    await eachDueJob({ ...context, due: 'expiresAt', where: open, now, act: expireJob });
    const unwarned = { ...open, expiryWarnedAt: null };
    await eachDueJob({ ...context, due: 'expiryWarnsAt', where: unwarned, now, act: warnOfExpiry });
  },
});
