import type { Review } from '../../models/review.model';
import type { SeenReview } from '../../services/review.service';
import { isHired, isOwner, isStaffActor } from '../../services/policies/job.policy';
import { abilities } from '../../services/policies/policy';
import { reviewPolicy } from '../../services/policies/review.policy';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { presentDoer } from './person.presenter';
import { presentJobCard } from './quote.presenter';

/** A review as this reader sees it; who may see it at all was decided before. */
export function presentReview(seen: SeenReview, viewer: Actor): Record<string, unknown> {
  const { review, job, people } = seen;
  const isAuthor = idOf(review.reviewerId) === viewer.id;
  return {
    id: idOf(review),
    _id: idOf(review),
    jobId: idOf(review.jobId),
    job: job && isConcerned(viewer, job) ? presentJobCard(job) : null,
    reviewer: presentDoer(idOf(review.reviewerId), people),
    reviewee: presentDoer(idOf(review.subject.id), people),
    subject: { type: review.subject.type, id: idOf(review.subject.id) },
    by: review.side,
    rating: review.rating,
    comment: review.comment ?? null,
    status: review.status,
    isReviewerSideSubmitted: true,
    isRevieweeSideSubmitted: hasOtherWritten(seen),
    reply: review.reply ? presentReply(review.reply) : null,
    revealedAt: review.revealedAt ?? null,
    ...((isAuthor || isStaffActor(viewer)) && { hiddenReason: review.hiddenReason ?? null }),
    ...(viewer.kind === 'user' && { can: abilitiesOf(seen, viewer) }),
    createdAt: review.createdAt,
    updatedAt: review.updatedAt,
  };
}

const isConcerned = (viewer: Actor, job: NonNullable<SeenReview['job']>): boolean =>
  isOwner(viewer, job) || isHired(viewer, job) || isStaffActor(viewer);

/** Said once it is revealed: until then not even that is the author's to know. */
const hasOtherWritten = ({ review, job }: SeenReview): boolean =>
  review.status !== 'Sealed' &&
  job?.reviews?.written.includes(review.side === 'client' ? 'craftsman' : 'client') === true;

const presentReply = ({ comment, at }: NonNullable<Review['reply']>): Record<string, unknown> => ({
  comment,
  at,
});

function abilitiesOf({ review, job, now }: SeenReview, viewer: Actor): Record<string, boolean> {
  return job
    ? abilities(reviewPolicy, viewer, review, { now, job })
    : { edit: false, remove: false, reply: false };
}
