import type { Job } from '../../models/job.model';
import type { Review } from '../../models/review.model';
import { idOf } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { definePolicy, type Verdict } from './policy';

type Facts = Pick<Review, 'status' | 'reviewerId' | 'subject' | 'reply'>;

/** Until when reviews of a job can be written; undefined while they cannot: a dispute pauses that, the reveal ends it. */
export const reviewsCloseAt = ({ status, reviews }: Pick<Job, 'status' | 'reviews'>): Date | undefined =>
  status === 'Completed' ? reviews?.revealsAt : undefined;

/** The instant of the question, and what of the job it depends on. */
export interface ReviewContext {
  readonly now: Date;
  readonly job: Pick<Job, 'status' | 'reviews'>;
}

const isAuthor = ({ id }: Actor, { reviewerId }: Facts): boolean => idOf(reviewerId) === id;
const isSubject = ({ id }: Actor, { subject }: Facts): boolean =>
  subject.type === 'user' && idOf(subject.id) === id;
const moderates = (actor: Actor): boolean => actor.kind === 'user' && hasRight(actor, 'reviews.moderate');

/** A sealed review is there for its author alone, one that staff has hidden for him and for staff. */
export function mayRead(actor: Actor, review: Facts): Verdict {
  if (review.status === 'Revealed' || isAuthor(actor, review)) {
    return true;
  }
  return (review.status === 'Hidden' && moderates(actor)) || 'request.notFound';
}

/** Its author's, while nobody else has seen it and the window is open; a dispute keeps it sealed, so it stays open. */
function change(actor: Actor, review: Facts, { now, job }: ReviewContext): Verdict {
  const seen = mayRead(actor, review);
  if (seen !== true) {
    return seen;
  }
  if (!isAuthor(actor, review)) {
    return 'workflow.forbidden';
  }
  if (review.status !== 'Sealed') {
    return 'workflow.wrongState';
  }
  const isOpen = job.status === 'Disputed' || (job.reviews !== undefined && job.reviews.closesAt > now);
  return isOpen || 'review.closed';
}

/** Who may do what with a review: the writes ask the same, their filters are the lock. */
export const reviewPolicy = definePolicy<Facts, ReviewContext>()({
  edit: change,
  remove: change,
  reply: (actor, review) => {
    const seen = mayRead(actor, review);
    if (seen !== true) {
      return seen;
    }
    if (!isSubject(actor, review)) {
      return 'workflow.forbidden';
    }
    return review.status !== 'Revealed' ? 'workflow.wrongState' : !review.reply || 'review.alreadyReplied';
  },
});

/** Staff never see a sealed review, and decide on none that is their own. */
export function mayModerate(actor: Actor, review: Facts): Verdict {
  if (review.status === 'Sealed' || !moderates(actor)) {
    return 'request.notFound';
  }
  return (!isAuthor(actor, review) && !isSubject(actor, review)) || 'review.ownCase';
}
