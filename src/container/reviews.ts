import { makeModerateReview } from '../services/acts/moderate-review';
import { makeSubmitReview } from '../services/acts/submit-review';
import { makeReviewService, type ReviewServiceDeps } from '../services/review.service';
import { makeRevealDueReviews } from '../services/reviews/revealing';

/** Makes reviews: written blind, revealed together, hidden by staff where they must be. */
export const makeReviews = (deps: ReviewServiceDeps) => ({
  reviews: makeReviewService(deps),
  submitReview: makeSubmitReview(deps),
  moderateReview: makeModerateReview(deps),
  revealDueReviews: makeRevealDueReviews(deps),
});
