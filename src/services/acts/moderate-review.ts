import { ReviewModel, type Review } from '../../models/review.model';
import { AppError, NotFound } from '../../utils/errors';
import { idOf, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { mayModerate } from '../policies/review.policy';
import { readReview, reviewFact } from '../reviews/changes';
import type { ReviewDeps } from '../reviews/deps';
import { changeRating } from '../reviews/rating';
import { reviewWorkflow } from '../workflows/review.workflow';
import { transition } from '../workflows/workflow';

export interface ReviewModeration {
  readonly reviewId: Id;
  readonly isHidden: boolean;
  readonly reason: string;
}

export type ModerateReview = (actor: UserActor, given: ReviewModeration) => Promise<Review>;

/** Staff hide a revealed review, or show it again; its words stay as they are, the rating follows, its author is told why. */
export const makeModerateReview =
  (deps: ReviewDeps): ModerateReview =>
  (actor, given) =>
    inTransaction((tx) => moderateReviewIn(tx, deps, { actor, given }));

interface Moderating {
  readonly actor: UserActor;
  readonly given: ReviewModeration;
}

/** The same as part of something greater. */
export async function moderateReviewIn(
  tx: Tx,
  { clock, outbox }: ReviewDeps,
  { actor, given: { reviewId, isHidden, reason } }: Moderating,
): Promise<Review> {
  const { review: before, job } = await readReview(tx, reviewId);
  const verdict = mayModerate(actor, before);
  if (verdict !== true) {
    throw verdict === 'request.notFound' ? new NotFound(verdict) : new AppError(verdict);
  }
  const at = clock.now();
  const review = await transition(tx, ReviewModel, reviewWorkflow, isHidden ? 'hide' : 'show', {
    id: reviewId,
    actor,
    at,
    reason,
    set: { hiddenReason: isHidden ? reason : undefined },
    unset: isHidden ? [] : ['hiddenReason'],
  });
  const { subject, rating, reviewerId } = review;
  await changeRating(tx, subject.id, isHidden ? { sum: -rating, count: -1 } : { sum: rating, count: 1 });
  const about = { reviewId: idOf(review), reviewerId: idOf(reviewerId), isHidden, reason };
  await outbox.record(tx, 'review.moderated', { ...reviewFact(review, job), ...about }, { actor });
  return review;
}
