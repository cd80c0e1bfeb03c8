import { inTransaction } from '../../utils/transaction';
import { changeOf, moveJob } from '../jobs/moveJob';
import { FIRM, hiredFor, type JobAct, type RunningDeps } from '../jobs/running';

/** The hired craftsman sets out: the job is on the way, and the client knows that he comes. */
export const makeSetOut =
  (deps: RunningDeps): JobAct =>
  (actor, { jobId }) =>
    inTransaction(async (tx) => {
      const { job } = await moveJob(tx, deps, {
        actor,
        jobId,
        whose: hiredFor(actor),
        verb: 'setOut',
        event: () => 'setOut',
        change: () => ({ guard: FIRM }),
      });
      await deps.outbox.record(tx, 'job.statusChanged', changeOf(job, { actor, event: 'setOut' }), { actor });
      return job;
    });
