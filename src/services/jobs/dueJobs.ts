import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { Conflict, NotFound } from '../../utils/errors';
import { idOf, type Id } from '../../utils/ids';
import type { Logger } from '../../utils/types/logger';

export interface DueJobs {
  /** Which instant of a job is due; it has an index, and the act takes it away. */
  readonly due:
    'autoCompletesAt' | 'cash.confirmsAt' | 'reviews.revealsAt' | 'lapsesAt' | 'expiresAt' | 'expiryWarnsAt';
  /** Of which jobs only, as the index has it. */
  readonly where?: QueryFilter<Job>;
  readonly now: Date;
  readonly act: (jobId: Id) => Promise<unknown>;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

const AT_ONCE = 100;

/**
 * Does to each job what is due, each in a transaction of its own. Somebody may have moved it meanwhile: then it is due
 * no longer. A job that fails is left for the next run, those behind it are not.
 */
export async function eachDueJob({ due, where = {}, now, act, logger, signal }: DueJobs): Promise<void> {
  const left: Job['_id'][] = [];
  let batch: Pick<Job, '_id'>[];
  do {
    batch = await findDue({ due, where, now, left });
    for (const { _id } of signal.aborted ? [] : batch) {
      if (!(await tryOne(idOf(_id), act, logger))) {
        left.push(_id);
      }
    }
  } while (batch.length === AT_ONCE && !signal.aborted);
}

interface Due extends Required<Pick<DueJobs, 'due' | 'where' | 'now'>> {
  /** Those that failed in this run. */
  readonly left: readonly Job['_id'][];
}

const findDue = ({ due, where, now, left }: Due): Promise<Pick<Job, '_id'>[]> => {
  // `$exists` is what the partial index is made for.
  const filter: QueryFilter<Job> = {
    ...where,
    [due]: { $exists: true, $lte: now },
    ...(left.length > 0 && { _id: { $nin: left } }),
  };
  return JobModel.find(filter, { _id: 1 })
    .sort({ [due]: 1 })
    .limit(AT_ONCE)
    .lean<Pick<Job, '_id'>[]>()
    .exec();
};

async function tryOne(jobId: Id, act: DueJobs['act'], logger: Logger): Promise<boolean> {
  try {
    await act(jobId);
    return true;
  } catch (error) {
    if (error instanceof Conflict || error instanceof NotFound) {
      logger.debug('job moved before it was due', { jobId, error });
    } else {
      logger.error('job could not be moved when it was due', { jobId, error });
    }
    return false;
  }
}
