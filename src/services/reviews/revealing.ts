import { JobModel, type Job } from '../../models/job.model';
import { ReviewModel } from '../../models/review.model';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor, type SystemActor } from '../../utils/types/actor';
import { factOf } from '../jobs/running';
import { reviewWorkflow } from '../workflows/review.workflow';
import { transitionMany } from '../workflows/workflow';
import type { ReviewDeps } from './deps';
import { changeRating } from './rating';

/** Shows all that was written about a job, as a part of the act that leads to it: reviews, ratings and facts in one step. */
export async function revealIn(
  tx: Tx,
  { outbox }: ReviewDeps,
  { job, at }: { readonly job: Job; readonly at: Date },
): Promise<void> {
  const { _id: jobId } = job;
  await JobModel.updateOne(
    { _id: jobId },
    { $set: { reviewedAt: at }, $unset: { 'reviews.revealsAt': 1 } },
    { session: tx },
  ).exec();
  const reviews = await transitionMany(tx, ReviewModel, reviewWorkflow, 'reveal', {
    actor: systemActor,
    at,
    where: { jobId, 'subject.type': 'user' },
    set: { revealedAt: at },
  });
  for (const { subject, rating } of reviews) {
    await changeRating(tx, subject.id, { sum: rating, count: 1 });
  }
  const shown = reviews.map((review) => ({ reviewId: idOf(review), side: review.side }));
  const data = { ...factOf(job), reviews: shown, revealedAt: at.toISOString() };
  await outbox.record(tx, 'review.revealed', data, { actor: systemActor });
}

export type RevealDueReviews = (actor: SystemActor, given: { readonly jobId: Id }) => Promise<void>;

/** The window is over: whatever was written is shown, at once; nothing is when nothing was. */
export const makeRevealDueReviews =
  (deps: ReviewDeps): RevealDueReviews =>
  (_system, { jobId }) =>
    inTransaction(async (tx) => {
      const at = deps.clock.now();
      const job = await JobModel.findOneAndUpdate(
        { _id: toObjectId(jobId), status: 'Completed', 'reviews.revealsAt': { $exists: true, $lte: at } },
        { $unset: { 'reviews.revealsAt': 1 } },
        { session: tx, returnDocument: 'after' },
      )
        .lean<Job>()
        .exec();
      if (!job) {
        throw new NotFound('request.notFound');
      }
      if ((job.reviews?.written.length ?? 0) > 0) {
        await revealIn(tx, deps, { job, at });
      }
    });
