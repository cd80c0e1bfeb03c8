import type { Job } from '../../models/job.model';
import type { Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { cancelIn } from './cancel-job';
import { moderationOf } from './moderate-job';

export type RemoveJob = (
  actor: UserActor,
  given: { readonly jobId: Id; readonly reason?: string | undefined },
) => Promise<Job>;

/** Staff take a job away: out of sight and cancelled, as long as no work has begun. */
export const makeRemoveJob =
  (deps: JobMoneyDeps): RemoveJob =>
  (actor, { jobId, reason }) =>
    inTransaction(async (tx) => {
      const job = await cancelIn(tx, deps, { actor, jobId, reason, hides: true });
      const data = moderationOf(job, { before: {}, after: {}, isHidden: true, reason });
      await deps.outbox.record(tx, 'job.moderated', data, { actor });
      return job;
    });
