/** The window in which both sides of a job review each other (rules.md, section 7). */
import type { Job } from '../../models/job.model';
import type { JobReviews } from '../../models/job.schemas';
import { after, days } from '../../utils/clock';
import type { Figures } from '../jobs/running';

interface Opening {
  readonly now: Date;
  readonly figures: Figures;
}

/** Completed: from now on, for the days that were pinned at hire. */
export function openedReviews({ now, figures }: Opening): JobReviews {
  const closesAt = after(now, days(figures.get('review.windowDays')));
  return { closesAt, revealsAt: closesAt, written: [], told: [] };
}

/** Completed by a decision: the whole window again for what is still sealed; what was revealed stays so. */
export function reopenedReviews({ reviews, reviewedAt }: Job, opening: Opening): Pick<Job, 'reviews'> {
  if (reviewedAt) {
    return {};
  }
  const { closesAt, revealsAt, written, told } = openedReviews(opening);
  return {
    reviews: {
      closesAt,
      ...(revealsAt && { revealsAt }),
      written: reviews?.written ?? written,
      told: reviews?.told ?? told,
    },
  };
}
