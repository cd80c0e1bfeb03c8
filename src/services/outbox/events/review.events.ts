import type { Id } from '../../../utils/ids';
import type { JobFact, Side } from './jobAction.events';

interface ReviewFact extends JobFact {
  /** Which side has written it. */
  side: Side;
}

/**
 * What happens to reviews. While one is sealed no fact about it says more than that it is there: neither stars nor words
 * nor its id stand in any event.
 */
export interface ReviewEvents {
  'review.submitted': ReviewFact & {
    /** Until when the other side can write; ISO text. */
    closesAt: string;
    /** The other side hears once that something was written, whatever is done with it. */
    isFirst: boolean;
  };
  'review.edited': ReviewFact;
  'review.removed': ReviewFact;
  /** All that were written about one job, in one step. */
  'review.revealed': JobFact & {
    reviews: readonly { reviewId: Id; side: Side }[];
    /** ISO text. */
    revealedAt: string;
  };
  'review.replied': ReviewFact & { reviewId: Id };
  /** Staff hid it or showed it again. */
  'review.moderated': ReviewFact & { reviewId: Id; reviewerId: Id; isHidden: boolean; reason: string };
}
