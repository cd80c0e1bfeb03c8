import { JobModel, type Job } from '../../models/job.model';
import { toObjectId, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { PostingDeps } from '../jobs/posting';
import { factOf } from '../jobs/running';
import { closeOffers } from '../quotes/closeOffers';
import { jobWorkflow } from '../workflows/job.workflow';
import { transition } from '../workflows/workflow';
import { endedBy } from './cancel-job';

type Deps = Pick<PostingDeps, 'clock' | 'outbox'>;

export type ExpireJob = (jobId: Id) => Promise<Job>;

/** A job in which nothing happened for too long ends: what was offered is declined, everybody is told. 409 when something did happen. */
export const makeExpireJob =
  ({ clock, outbox }: Deps): ExpireJob =>
  (jobId) =>
    inTransaction(async (tx) => {
      const now = clock.now();
      const job = await transition(tx, JobModel, jobWorkflow, 'expire', {
        id: jobId,
        actor: systemActor,
        at: now,
        guard: { expiresAt: { $lte: now } },
        set: { ...endedBy(systemActor, now), updatedAt: now },
        inc: { revision: 1 },
      });
      const offers = await closeOffers(tx, { job, at: now, why: 'jobExpired' });
      const fromState = job.history.at(-1)?.from ?? job.status;
      const ended = { event: 'job.expired', data: { ...factOf(job), fromState } } as const;
      await outbox.recordMany(tx, [ended, ...offers], { actor: systemActor });
      return job;
    });

export type WarnOfExpiry = (jobId: Id) => Promise<void>;

/** The owner hears once that his job is about to end by itself; nothing happens when he has heard, or renewed it. */
export const makeWarnOfExpiry =
  ({ clock, outbox }: Deps): WarnOfExpiry =>
  (jobId) =>
    inTransaction(async (tx) => {
      const now = clock.now();
      const job = await JobModel.findOneAndUpdate(
        { _id: toObjectId(jobId), isOpen: true, expiryWarnedAt: null, expiryWarnsAt: { $lte: now } },
        { $set: { expiryWarnedAt: now } },
        { session: tx, returnDocument: 'after' },
      )
        .lean<Job>()
        .exec();
      if (job) {
        const data = { ...factOf(job), expiresAt: job.expiresAt.toISOString() };
        await outbox.record(tx, 'job.expiring', data, { actor: systemActor });
      }
    });
