import { JobModel, type Job } from '../../models/job.model';
import { ReviewModel, type Review } from '../../models/review.model';
import { AppError, Conflict, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { factOf } from '../jobs/running';
import { reviewPolicy } from '../policies/review.policy';
import { reviewWorkflow } from '../workflows/review.workflow';
import { transition } from '../workflows/workflow';
import type { ReviewDeps } from './deps';

/** Absent stays, null goes, a value is set. */
export interface Rewording {
  readonly rating?: number | undefined;
  readonly comment?: string | null | undefined;
}

/** What the two sides do with a review after it was written. */
export interface ReviewChanges {
  /** Other stars or words, by its author, while it is sealed; nobody hears of it. */
  edit(actor: UserActor, reviewId: Id, given: Rewording): Promise<Review>;
  /** Taken back by its author while it is sealed, as if it had never been there; gives what it was. */
  remove(actor: UserActor, reviewId: Id): Promise<Review>;
  /** The one public answer of the one who was reviewed. */
  reply(actor: UserActor, reviewId: Id, comment: string): Promise<Review>;
}

/** Makes the changes of reviews. Each writes the review itself: against the reveal one of the two begins again. */
export const makeReviewChanges = (deps: ReviewDeps): ReviewChanges => ({
  edit: makeEdit(deps),
  remove: makeRemove(deps),
  reply: makeReply(deps),
});

const makeEdit =
  ({ clock, outbox }: ReviewDeps): ReviewChanges['edit'] =>
  (actor, reviewId, { rating, comment }) =>
    inTransaction(async (tx) => {
      const at = clock.now();
      const { job } = await readFor(tx, { actor, reviewId, verb: 'edit', at });
      const review = await transition(tx, ReviewModel, reviewWorkflow, 'edit', {
        id: reviewId,
        actor,
        at,
        where: { reviewerId: toObjectId(actor.id) },
        set: { rating, comment: comment ?? undefined, updatedAt: at },
        unset: comment === null ? ['comment'] : [],
      });
      await outbox.record(tx, 'review.edited', reviewFact(review, job), { actor });
      return review;
    });

const makeRemove =
  ({ clock, outbox }: ReviewDeps): ReviewChanges['remove'] =>
  (actor, reviewId) =>
    inTransaction(async (tx) => {
      const at = clock.now();
      const { review, job } = await readFor(tx, { actor, reviewId, verb: 'remove', at });
      const session = { session: tx };
      const its = { _id: review._id, reviewerId: toObjectId(actor.id), status: 'Sealed' } as const;
      const { deletedCount } = await ReviewModel.deleteOne(its, session).exec();
      if (deletedCount === 0) {
        throw new Conflict('workflow.wrongState', { pub: { currentState: review.status } });
      }
      const away = { $pull: { 'reviews.written': review.side } };
      await JobModel.updateOne({ _id: job._id }, away, session).exec();
      await outbox.record(tx, 'review.removed', reviewFact(review, job), { actor });
      return review;
    });

const makeReply =
  ({ clock, outbox }: ReviewDeps): ReviewChanges['reply'] =>
  (actor, reviewId, comment) =>
    inTransaction(async (tx) => {
      const at = clock.now();
      const { job } = await readFor(tx, { actor, reviewId, verb: 'reply', at });
      const review = await transition(tx, ReviewModel, reviewWorkflow, 'reply', {
        id: reviewId,
        actor,
        at,
        where: { 'subject.type': 'user', 'subject.id': toObjectId(actor.id) },
        guard: { reply: { $exists: false } },
        set: { reply: { comment, at } },
        explain: ({ reply }) => (reply ? new Conflict('review.alreadyReplied') : undefined),
      });
      const data = { ...reviewFact(review, job), reviewId: idOf(review) };
      await outbox.record(tx, 'review.replied', data, { actor });
      return review;
    });

interface Ask {
  readonly actor: UserActor;
  readonly reviewId: Id;
  readonly verb: keyof typeof reviewPolicy;
  readonly at: Date;
}

interface Read {
  readonly review: Review;
  readonly job: Job;
}

/** The review with its job, where the policy lets this be; the refusal with its reason otherwise. */
async function readFor(tx: Tx, { actor, reviewId, verb, at }: Ask): Promise<Read> {
  const { review, job } = await readReview(tx, reviewId);
  const verdict = reviewPolicy[verb](actor, review, { now: at, job });
  if (verdict === 'request.notFound') {
    throw new NotFound(verdict);
  }
  if (verdict !== true) {
    throw new AppError(verdict, { pub: { currentState: review.status } });
  }
  return { review, job };
}

/** A review with its job as this transaction sees them; 404 when there is none. */
export async function readReview(tx: Tx, reviewId: Id): Promise<Read> {
  const session = { session: tx };
  const review = await ReviewModel.findOne({ _id: toObjectId(reviewId) }, null, session).lean<Review>();
  const job = review && (await JobModel.findOne({ _id: review.jobId }, null, session).lean<Job>());
  if (!review || !job) {
    throw new NotFound('request.notFound');
  }
  return { review, job };
}

/** What is noted of what is done with a review. */
export const reviewFact = ({ side }: Review, job: Job) => ({ ...factOf(job), side });
