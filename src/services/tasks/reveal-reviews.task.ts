import { minutes, type Clock } from '../../utils/clock';
import { systemActor } from '../../utils/types/actor';
import { eachDueJob } from '../jobs/dueJobs';
import type { RevealDueReviews } from '../reviews/revealing';
import type { Task } from './task';

export interface RevealReviewsDeps {
  readonly clock: Clock;
  readonly revealDueReviews: RevealDueReviews;
}

/** Reveals what was written about jobs whose window for reviews is over; nothing more is taken by then, with or without this task. */
export const makeRevealReviewsTask = ({ clock, revealDueReviews }: RevealReviewsDeps): Task => ({
  name: 'reveal-reviews',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run(context) {
    const act = (jobId: string) => revealDueReviews(systemActor, { jobId });
    await eachDueJob({ ...context, due: 'reviews.revealsAt', now: clock.now(), act });
  },
});
