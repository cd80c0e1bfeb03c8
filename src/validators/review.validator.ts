import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import {
  REVIEW_BOXES,
  REVIEW_STATUSES,
  REVIEW_SUBJECTS,
  type ReviewBox,
  type ReviewStatus,
} from '../utils/reviewWords';
import { isoDate, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';
import { doerAnswer } from './person.validator';
import { jobCardAnswer } from './quote.validator';

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });
const rating = () => Joi.number().integer().min(1).max(5).example(5);
const comment = () => text(1, 2_000).example('On time, tidy, and the sink is dry.');

export interface SubmitReviewBody {
  jobId: string;
  rating: number;
  comment?: string;
}

export const submitReview = input({
  body: Joi.object<SubmitReviewBody, true>({
    jobId: objectId().required(),
    rating: rating().required().description('Stars, 1 to 5.'),
    comment: comment().empty(['', null]),
  }),
});

export interface EditReviewBody {
  rating?: number;
  comment?: string | null;
}

export const editReview = input({
  params,
  body: Joi.object<EditReviewBody, true>({
    rating: rating(),
    comment: comment().empty('').allow(null).description('Null takes the words away.'),
  }).or('rating', 'comment'),
});

export const oneReview = input({ params });

export interface ReplyBody {
  comment: string;
}

export const replyToReview = input({
  params,
  body: Joi.object<ReplyBody, true>({
    comment: text(1, 2_000).required().example('Thank you, it was a pleasure.'),
  }),
});

export interface ModerateReviewBody {
  isHidden: boolean;
  reason: string;
}

export const moderateReview = input({
  params,
  body: Joi.object<ModerateReviewBody, true>({
    isHidden: Joi.boolean().default(true).example(true).description('False shows it again.'),
    reason: text(3, 500).required().example('It names another person’s phone number.'),
  }),
});

export const listOfUser = input({
  params: Joi.object<{ userId: string }, true>({ userId: objectId().required() }),
  query: pagedQuery<PageRequest>(),
});

export const listOfJob = input({
  params: Joi.object<{ jobId: string }, true>({ jobId: objectId().required() }),
  query: pagedQuery<PageRequest>(),
});

export interface ListOwnReviewsQuery extends PageRequest {
  box: ReviewBox;
  status?: ReviewStatus;
}

export const listOwnReviews = input({
  query: pagedQuery<ListOwnReviewsQuery>({
    box: oneOf(REVIEW_BOXES)
      .default('written')
      .description(
        'Those that one has written, or those that one was given; the latter once they are revealed.',
      ),
    status: oneOf(REVIEW_STATUSES),
  }),
});

export const reviewAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  job: jobCardAnswer.allow(null).description('Only for its two sides and for staff.'),
  reviewer: doerAnswer,
  reviewee: doerAnswer,
  subject: Joi.object({ type: oneOf(REVIEW_SUBJECTS), id: objectId() }),
  by: oneOf(['client', 'craftsman']),
  rating: rating(),
  comment: Joi.string().allow(null),
  status: oneOf(REVIEW_STATUSES).description('Sealed: only its author sees it. Hidden: taken away by staff.'),
  isReviewerSideSubmitted: Joi.boolean(),
  isRevieweeSideSubmitted: Joi.boolean().description(
    'Whether the other side has written, too; said once revealed.',
  ),
  reply: Joi.object({ comment: Joi.string(), at: isoDate() }).allow(null),
  revealedAt: isoDate().allow(null),
  hiddenReason: Joi.string().allow(null).optional().description('Only for its author and for staff.'),
  can: Joi.object({ edit: Joi.boolean(), remove: Joi.boolean(), reply: Joi.boolean() }),
  createdAt: isoDate(),
  updatedAt: isoDate(),
}).meta({ component: 'Review' });

/** What is left of a review that was taken back. */
export const removedAnswer = Joi.object({ id: objectId(), _id: objectId() });
