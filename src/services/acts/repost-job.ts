import type { Job } from '../../models/job.model';
import { after, days } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { newWords, type JobDraft } from '../jobs/jobDraft';
import { assertOwnerMay, newJob, owesFee, readingOf, type PostingDeps } from '../jobs/posting';
import { getJob, ownedBy } from '../jobs/running';
import { publish } from './post-job';

export type RepostJob = (actor: UserActor, given: { readonly jobId: Id }) => Promise<Job>;

/**
 * The owner posts a closed job once more: a new one with the same words. Its photos are the same files: a closed job
 * never lets go of its own, and the new one can only let go of what was added to it.
 */
export const makeRepostJob =
  (deps: PostingDeps): RepostJob =>
  async (actor, { jobId }) => {
    const reading = await readingOf(deps, actor);
    const isInDebt = await owesFee(deps, actor);
    return inTransaction(async (tx) => {
      const origin = await getJob(tx, jobId, ownedBy(actor));
      assertOwnerMay('repost', actor, { ...origin, owesFee: isInDebt });
      const now = deps.clock.now();
      const words = newWords(draftOf(origin, now), reading);
      const { photos, address, _id: repostOf } = origin;
      const job = newJob(actor, { ...reading, words: { ...words, address }, photos, now, repostOf });
      return publish(tx, actor, { job, outbox: deps.outbox });
    });
  };

/** The words of a job as its owner would say them again; a day that is over is not wished for any more. */
function draftOf(job: Job, now: Date): JobDraft {
  const { budget, jobDate, jobDateHasTime = false, experienceLevel, timeWindow } = job;
  const isOver = jobDate !== undefined && after(jobDate, jobDateHasTime ? 0 : days(1)) <= now;
  return {
    title: job.title,
    description: job.description,
    serviceId: job.serviceId.toHexString(),
    address: job.address,
    location: job.location,
    jobPrice: budget.price,
    salaryMin: budget.salaryMin,
    salaryMax: budget.salaryMax,
    salaryType: budget.salaryType,
    urgency: job.urgency,
    experienceLevel,
    requirements: job.requirements,
    benefits: job.benefits,
    trainingProvided: job.trainingProvided,
    ...(!isOver && { timeWindow, ...(jobDate && { jobDate: { at: jobDate, hasTime: jobDateHasTime } }) }),
  };
}
