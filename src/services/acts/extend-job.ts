import { JobModel, type Job } from '../../models/job.model';
import { Conflict } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { assertMayPost, assertOwnerMay, type PostingDeps } from '../jobs/posting';
import { renewalOf } from '../jobs/renewal';
import { factOf, getJob, ownedBy } from '../jobs/running';

export type ExtendJob = (actor: UserActor, given: { readonly jobId: Id }) => Promise<Job>;

/** The owner says that the job is still to be done: its life begins anew, and it is warned of again. */
export const makeExtendJob =
  ({ clock, outbox, settings }: Pick<PostingDeps, 'clock' | 'outbox' | 'settings'>): ExtendJob =>
  async (actor, { jobId }) => {
    assertMayPost(actor);
    const figures = await settings.current();
    return inTransaction(async (tx) => {
      const now = clock.now();
      const job = await JobModel.findOneAndUpdate(
        { ...ownedBy(actor), _id: toObjectId(jobId), isOpen: true, isHidden: false },
        {
          $set: { ...renewalOf(figures, now), updatedAt: now },
          $unset: { expiryWarnedAt: 1 },
          $inc: { revision: 1 },
        },
        { session: tx, returnDocument: 'after' },
      )
        .lean<Job>()
        .exec();
      if (!job) {
        const seen = await getJob(tx, jobId, ownedBy(actor));
        assertOwnerMay('extend', actor, seen);
        throw new Conflict('job.notOpen', { pub: { currentState: seen.status } });
      }
      const data = { ...factOf(job), status: job.status, expiresAt: job.expiresAt.toISOString() };
      await outbox.record(tx, 'job.extended', data, { actor });
      return job;
    });
  };
