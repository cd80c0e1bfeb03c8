import { mongo } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { ReviewModel, type Review } from '../../models/review.model';
import { Conflict } from '../../utils/errors';
import { newId, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { contextOf, factOf, figuresOf, getJob, partyOf, refusalOf } from '../jobs/running';
import { isOwner } from '../policies/job.policy';
import type { ReviewDeps } from '../reviews/deps';
import { revealIn } from '../reviews/revealing';
import { reviewWorkflow } from '../workflows/review.workflow';
import { beginningOf } from '../workflows/workflow';

export interface NewReview {
  readonly jobId: Id;
  readonly rating: number;
  readonly comment?: string | undefined;
}

export type SubmitReview = (actor: UserActor, given: NewReview) => Promise<Review>;

const DUPLICATE_KEY = 11_000;
/** Who writes, about whom. */
const SIDES = ['client', 'craftsman'] as const;
const OTHER_WAY = ['craftsman', 'client'] as const;

/**
 * One side of a completed job reviews the other. Nobody sees it until both have written or the window ends; whoever is
 * second reveals both in the same step.
 */
export const makeSubmitReview =
  (deps: ReviewDeps): SubmitReview =>
  (actor, given) =>
    // Both at once: one after the other they need no second try.
    inTransaction((tx) => submit(tx, deps, { actor, given }), { turn: `job:${given.jobId}` }).catch(
      asAlreadyWritten,
    );

interface Order {
  readonly actor: UserActor;
  readonly given: NewReview;
}

async function submit(tx: Tx, deps: ReviewDeps, order: Order): Promise<Review> {
  const { actor } = order;
  const at = deps.clock.now();
  const { before, job } = await takePlace(tx, deps, { ...order, at });
  const review = reviewOf(order, job, at);
  await ReviewModel.create([review], { session: tx });
  const other = review.side === 'client' ? 'craftsman' : 'client';
  const { closesAt, written, told } = before.reviews;
  const fact = {
    ...factOf(job),
    side: review.side,
    closesAt: closesAt.toISOString(),
    isFirst: !written.includes(other) && !told.includes(other),
  };
  await deps.outbox.record(tx, 'review.submitted', fact, { actor });
  if (!written.includes(other)) {
    return review;
  }
  await revealIn(tx, deps, { job, at });
  return ReviewModel.findOne({ _id: review._id }, null, { session: tx }).orFail().lean<Review>().exec();
}

type Place = Order & { readonly at: Date };

interface Taken {
  readonly before: Job & Required<Pick<Job, 'reviews'>>;
  /** As it is now. */
  readonly job: Job;
}

/** One write of the job guards it all: state, window, once for each side. Its other writers, the second side too, conflict with it. */
async function takePlace(tx: Tx, { settings }: ReviewDeps, { actor, given, at }: Place): Promise<Taken> {
  const before = await getJob(tx, given.jobId, partyOf(actor));
  const ctx = contextOf(await figuresOf(before, settings), at);
  const refusal = refusalOf('review', { actor, job: before, ctx });
  const { reviews, status } = before;
  const closed = new Conflict('review.closed', { pub: { currentState: status } });
  if (refusal || !reviews) {
    throw refusal ?? closed;
  }
  const [side, other] = isOwner(actor, before) ? SIDES : OTHER_WAY;
  const job = await JobModel.findOneAndUpdate(
    {
      _id: before._id,
      status: 'Completed',
      // Gone once the window is over, even for a request that began before that.
      'reviews.revealsAt': { $exists: true, $gt: at },
      'reviews.written': { $ne: side },
    },
    { $push: { 'reviews.written': side }, $addToSet: { 'reviews.told': other } },
    { session: tx, returnDocument: 'after' },
  )
    .lean<Job>()
    .exec();
  if (!job) {
    throw closed;
  }
  return { before: { ...before, reviews }, job };
}

function reviewOf({ actor, given }: Order, job: Job, at: Date): Review {
  const isClient = isOwner(actor, job);
  const { _id: jobId, clientId, craftsmanId = clientId } = job;
  const { rating, comment } = given;
  return {
    ...beginningOf(reviewWorkflow, { actor, at }),
    _id: newId(),
    jobId,
    reviewerId: toObjectId(actor.id),
    side: isClient ? 'client' : 'craftsman',
    subject: { type: 'user', id: isClient ? craftsmanId : clientId },
    rating,
    ...(comment !== undefined && { comment }),
    createdAt: at,
    updatedAt: at,
  };
}

/** The unique index has the last word. */
function asAlreadyWritten(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('review.alreadyWritten', { cause: error });
  }
  throw error;
}
