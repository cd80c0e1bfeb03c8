import { inTransaction } from '../../utils/transaction';
import { changeOf, moveJob } from '../jobs/moveJob';
import { FIRM, hiredFor, type JobAct, type RunningDeps } from '../jobs/running';

/** The hired craftsman begins: from now on nobody cancels alone, and the agreed time is settled. */
export const makeStartWork =
  (deps: RunningDeps): JobAct =>
  (actor, { jobId }) =>
    inTransaction(async (tx) => {
      const { job } = await moveJob(tx, deps, {
        actor,
        jobId,
        whose: hiredFor(actor),
        verb: 'start',
        event: () => 'start',
        change: () => ({ guard: FIRM, unset: ['reschedule'] }),
      });
      await deps.outbox.record(tx, 'job.statusChanged', changeOf(job, { actor, event: 'start' }), { actor });
      return job;
    });
