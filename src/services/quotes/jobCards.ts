import { JobModel, type Job } from '../../models/job.model';
import { idOf, type Id } from '../../utils/ids';

/** What of a job is shown beside one's own quote or invitation, whatever became of it: no more than the closed summary. */
export type JobCard = Pick<Job, '_id' | 'title' | 'status' | 'isOpen'>;

const SHOWN = { title: 1, status: 1, isOpen: 1 } as const;

/** The jobs behind these ids, in one query. */
export async function findJobCards(ids: readonly Job['_id'][]): Promise<ReadonlyMap<Id, JobCard>> {
  if (ids.length === 0) {
    return new Map();
  }
  const jobs = await JobModel.find({ _id: { $in: [...ids] } }, SHOWN).lean<JobCard[]>();
  return new Map(jobs.map((job) => [idOf(job), job]));
}
