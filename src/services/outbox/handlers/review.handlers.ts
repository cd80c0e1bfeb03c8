import type { Id } from '../../../utils/ids';
import type { JobFact } from '../events/jobAction.events';
import { jobUpdate } from './job-update';
import { logActivity } from './log-activity';

/** Staff read here who has written, and no more while it is sealed: neither stars nor words are in these events. */
const job = (id: Id): { type: 'job'; id: Id } => ({ type: 'job', id });
const review = (id: Id): { type: 'review'; id: Id } => ({ type: 'review', id });
const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];

export const submittedActivity = logActivity('review.submitted', ({ jobId, side }) => ({
  action: 'review.submitted',
  target: job(jobId),
  after: { by: side },
}));
export const editedActivity = logActivity('review.edited', ({ jobId, side }) => ({
  action: 'review.edited',
  target: job(jobId),
  after: { by: side },
}));
export const removedActivity = logActivity('review.removed', ({ jobId, side }) => ({
  action: 'review.removed',
  target: job(jobId),
  before: { by: side },
}));
export const revealedActivity = logActivity('review.revealed', ({ jobId, reviews, revealedAt }) => ({
  action: 'review.revealed',
  target: job(jobId),
  after: { reviews: reviews.map(({ reviewId, side }) => ({ reviewId, by: side })), revealedAt },
}));
export const repliedActivity = logActivity('review.replied', ({ jobId, reviewId, side }) => ({
  action: 'review.replied',
  target: review(reviewId),
  after: { jobId, reviewBy: side },
}));
export const moderatedActivity = logActivity(
  'review.moderated',
  ({ jobId, reviewId, side, isHidden, reason }) => ({
    action: isHidden ? 'review.hidden' : 'review.shown',
    target: review(reviewId),
    before: { isHidden: !isHidden },
    after: { isHidden, jobId, reviewBy: side },
    reason,
  }),
);

/** The one live word about reviews: what was written before it, and when, is told by nothing. */
export const revealedSocket = jobUpdate('review.revealed', both, ({ jobId, revealedAt }) => ({
  jobId,
  status: 'Completed',
  event: 'reviewsRevealed',
  reviewedAt: revealedAt,
}));
