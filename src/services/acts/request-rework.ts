import { inTransaction } from '../../utils/transaction';
import { changeOf, moveJob } from '../jobs/moveJob';
import { ownedBy, type JobAct, type RunningDeps } from '../jobs/running';

export type RequestRework = JobAct<{ readonly reason?: string | undefined }>;

/** The owner is not satisfied yet: the work goes on, the clock that would have accepted it stops. */
export const makeRequestRework =
  (deps: RunningDeps): RequestRework =>
  (actor, { jobId, reason }) =>
    inTransaction(async (tx) => {
      const { job } = await moveJob(tx, deps, {
        actor,
        jobId,
        whose: ownedBy(actor),
        verb: 'rework',
        event: () => 'requestRework',
        reason,
        change: ({ figures }) => ({
          guard: { awaitingAcceptance: true, reworkCount: { $lt: figures.get('job.reworkMax') } },
          set: { awaitingAcceptance: false },
          unset: ['autoCompletesAt'],
          inc: { reworkCount: 1 },
        }),
      });
      const told = changeOf(job, { actor, event: 'requestRework' });
      await deps.outbox.record(tx, 'job.statusChanged', told, { actor });
      return job;
    });
