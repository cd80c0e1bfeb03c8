import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../models/job.model';
import { ReviewModel, type Review } from '../models/review.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import { hasRight } from '../utils/rights';
import type { ReviewBox, ReviewStatus } from '../utils/reviewWords';
import type { UserActor } from '../utils/types/actor';
import type { CraftsmanService } from './craftsman.service';
import { findPeople, type People } from './person.service';
import { makeReviewChanges, type ReviewChanges } from './reviews/changes';
import type { ReviewDeps } from './reviews/deps';
import { partyOf } from './jobs/running';

/** What of a job stands beside its reviews. */
export type ReviewedJob = Pick<
  Job,
  '_id' | 'title' | 'status' | 'isOpen' | 'clientId' | 'craftsmanId' | 'reviews'
>;

/** A review as it is looked at. */
export interface SeenReview {
  readonly review: Review;
  readonly job: ReviewedJob | undefined;
  readonly people: People;
  readonly now: Date;
}

export interface OwnReviews {
  /** Those that one has written, or those that one was given. */
  readonly box: ReviewBox;
  readonly status?: ReviewStatus | undefined;
}

export interface ReviewService extends ReviewChanges {
  /** What was revealed about a person whom the actor can see; 404 otherwise. */
  listAbout(actor: UserActor, userId: Id, request: PageRequest): Promise<Page<SeenReview>>;
  /** The reviews of a job, for its two sides and for staff; of what is sealed only one's own. */
  listOfJob(actor: UserActor, jobId: Id, request: PageRequest): Promise<Page<SeenReview>>;
  listOwn(actor: UserActor, asked: OwnReviews & { request: PageRequest }): Promise<Page<SeenReview>>;
  /** A review with all that is shown beside it. */
  withPeople(review: Review): Promise<SeenReview>;
}

export interface ReviewServiceDeps extends ReviewDeps {
  readonly craftsmen: Pick<CraftsmanService, 'getPublic'>;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;
const revealedFirst = { revealedAt: -1, _id: -1 } as const;

/** Makes the service of reviews; submitting, revealing and moderating are acts. */
export function makeReviewService(deps: ReviewServiceDeps): ReviewService {
  const { clock, craftsmen } = deps;
  const see = seer(clock);
  return {
    ...makeReviewChanges(deps),
    async listAbout(actor, userId, request) {
      await craftsmen.getPublic(actor, userId);
      return see(await findPage(ReviewModel, { filter: about(userId), sort: revealedFirst, request }));
    },
    async listOfJob(actor, jobId, request) {
      await assertConcerned(actor, jobId);
      const filter = { jobId: toObjectId(jobId), $or: shownTo(actor) };
      return see(await findPage(ReviewModel, { filter, sort: { createdAt: 1, _id: 1 }, request }));
    },
    async listOwn(actor, { box, status, request }) {
      if (box === 'received') {
        return see(
          await findPage(ReviewModel, { filter: received(actor.id, status), sort: revealedFirst, request }),
        );
      }
      const filter = { reviewerId: toObjectId(actor.id), ...(status && { status }) };
      return see(await findPage(ReviewModel, { filter, sort: newestFirst, request }));
    },
    async withPeople(review) {
      return seenOf(review, await besides([review], clock.now()));
    },
  };
}

/** An id is of one thing only, so that its type need not be asked for. */
const about = (userId: Id): QueryFilter<Review> => ({
  'subject.id': toObjectId(userId),
  status: 'Revealed',
});

/** Of those that one was given only what is revealed is there, whatever state is asked for. */
const received = (userId: Id, status: ReviewStatus = 'Revealed'): QueryFilter<Review> =>
  status === 'Revealed' ? about(userId) : { ...about(userId), _id: { $in: [] } };

/** What is revealed, what is one's own, and for staff what staff has hidden. */
const shownTo = (actor: UserActor): QueryFilter<Review>[] => [
  { status: 'Revealed' },
  { reviewerId: toObjectId(actor.id) },
  ...(hasRight(actor, 'reviews.moderate') ? [{ status: 'Hidden' as const }] : []),
];

async function assertConcerned(actor: UserActor, jobId: Id): Promise<void> {
  if (!(await JobModel.exists({ _id: toObjectId(jobId), ...partyOf(actor) }))) {
    throw new NotFound('request.notFound');
  }
}

interface Besides {
  readonly jobs: ReadonlyMap<Id, ReviewedJob>;
  readonly people: People;
  readonly now: Date;
}

const SHOWN = { title: 1, status: 1, isOpen: 1, clientId: 1, craftsmanId: 1, reviews: 1 } as const;

async function besides(reviews: readonly Review[], now: Date): Promise<Besides> {
  const jobIds = reviews.map(({ jobId }) => jobId);
  const jobs =
    jobIds.length > 0 ? await JobModel.find({ _id: { $in: jobIds } }, SHOWN).lean<ReviewedJob[]>() : [];
  const people = await findPeople(
    reviews.flatMap(({ reviewerId, subject }) => [idOf(reviewerId), idOf(subject.id)]),
  );
  return { jobs: new Map(jobs.map((job) => [idOf(job), job])), people, now };
}

const seenOf = (review: Review, { jobs, people, now }: Besides): SeenReview => ({
  review,
  job: jobs.get(idOf(review.jobId)),
  people,
  now,
});

const seer =
  (clock: Clock) =>
  async (page: Page<Review>): Promise<Page<SeenReview>> => {
    const beside = await besides(page.items, clock.now());
    return { ...page, items: page.items.map((review) => seenOf(review, beside)) };
  };
