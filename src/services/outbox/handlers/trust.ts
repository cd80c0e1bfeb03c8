import type { AppHandlers } from './handler';
import * as review from './review.handlers';
import * as reviewNotices from './review.notices';

/** Who hears of what two sides say of each other. */
export const trustHandlers = {
  'review.submitted': [review.submittedActivity, ...reviewNotices.otherReviewedNotices],
  'review.edited': [review.editedActivity],
  'review.removed': [review.removedActivity],
  'review.revealed': [review.revealedActivity, review.revealedSocket, ...reviewNotices.revealedNotices],
  'review.replied': [review.repliedActivity],
  'review.moderated': [review.moderatedActivity, ...reviewNotices.moderatedNotices],
} satisfies Partial<AppHandlers>;
