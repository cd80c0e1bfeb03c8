import { minutes, type Clock } from '../../utils/clock';
import { systemActor } from '../../utils/types/actor';
import type { CompleteJob } from '../acts/complete-job';
import { eachDueJob } from '../jobs/dueJobs';
import type { Task } from './task';

export interface AutoCompleteDeps {
  readonly clock: Clock;
  readonly completeJob: CompleteJob;
}

/** Accepts work that was submitted and that its owner did not answer to: the same act, another actor. */
export const makeAutoCompleteJobsTask = ({ clock, completeJob }: AutoCompleteDeps): Task => ({
  name: 'auto-complete-jobs',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run(context) {
    const act = (jobId: string) => completeJob(systemActor, { jobId });
    await eachDueJob({ ...context, due: 'autoCompletesAt', now: clock.now(), act });
  },
});
