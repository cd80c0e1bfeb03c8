import { mongo } from 'mongoose';
import type { Job } from '../../src/models/job.model';
import { ReviewModel, type Review } from '../../src/models/review.model';
import { changeRating } from '../../src/services/reviews/rating';
import { reviewWorkflow } from '../../src/services/workflows/review.workflow';
import { after, hours } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { demoId } from '../ids';
import type { ReviewPlot } from './plot';

/** A job with what its sides have written about each other. */
export interface Reviewed {
  readonly job: Job;
  readonly reviews: readonly Review[];
}

/** Both sides have written: revealed when the second one did; one alone is sealed. */
export function reviewed(job: Job, plots: readonly ReviewPlot[] = [], now: Date): Reviewed {
  const { reviews: window, clientId, craftsmanId } = job;
  if (plots.length === 0 || !window || !craftsmanId) {
    return { job, reviews: [] };
  }
  const sides = { client: clientId, craftsman: craftsmanId };
  const times = plots.map(({ hoursAgo }) => after(now, -hours(hoursAgo)));
  const revealedAt = plots.length > 1 ? times.at(-1) : undefined;
  const reviews = plots.map(({ by, stars, comment }, index): Review => {
    const at = times[index] ?? now;
    const other = by === 'client' ? 'craftsman' : 'client';
    const create = { event: 'create', from: null, to: reviewWorkflow.initial, at } as const;
    const reveal = { event: 'reveal', from: 'Sealed', to: 'Revealed', at: revealedAt ?? at } as const;
    return {
      _id: demoId(`review ${idOf(job)} ${by}`),
      status: revealedAt ? 'Revealed' : 'Sealed',
      history: [
        { ...create, by: { id: idOf(sides[by]), role: by } },
        ...(revealedAt ? [{ ...reveal, by: { id: 'system', role: 'system' as const } }] : []),
      ],
      jobId: job._id,
      reviewerId: sides[by],
      side: by,
      subject: { type: 'user', id: sides[other] },
      rating: stars,
      comment,
      ...(revealedAt && { revealedAt }),
      createdAt: at,
      updatedAt: at,
    };
  });
  const written = plots.map(({ by }) => by);
  const told = written.map((by) => (by === 'client' ? 'craftsman' : 'client'));
  const { revealsAt, closesAt } = window;
  const open = { closesAt, ...(!revealedAt && revealsAt && { revealsAt }), written, told };
  return { job: { ...job, reviews: open, ...(revealedAt && { reviewedAt: revealedAt }) }, reviews };
}

const DUPLICATE_KEY = 11_000;

/** Adds a review that is not there yet, and counts it when it is revealed. */
export async function addReview(review: Review): Promise<void> {
  if (await ReviewModel.exists({ _id: review._id })) {
    return;
  }
  try {
    await inTransaction(async (tx) => {
      await ReviewModel.create([review], { session: tx });
      if (review.status === 'Revealed') {
        await changeRating(tx, review.subject.id, { sum: review.rating, count: 1 });
      }
    });
  } catch (error) {
    // Somebody else loads the same one just now.
    if (!(error instanceof mongo.MongoServerError) || error.code !== DUPLICATE_KEY) {
      throw error;
    }
  }
}
