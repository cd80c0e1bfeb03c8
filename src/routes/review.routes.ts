import { makeReviewController, type ReviewControllerDeps } from '../controllers/review.controller';
import { role, signedIn } from '../utils/access';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/review.validator';

const one = answers.one(schema.reviewAnswer);
const many = answers.list(schema.reviewAnswer);
const api = { surface: 'api' } as const;
const sides = { ...api, access: role('client', 'craftsman'), limit: 'write' } as const;
const readers = { ...api, access: signedIn, method: 'get', limit: 'read', answer: many } as const;
const unchangeable = ['request.notFound', 'workflow.forbidden', 'workflow.wrongState'] as const;

/** `/reviews` for the two sides of a completed job, and what everybody sees of them. */
export function makeReviewRoutes(
  container: ReviewControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeReviewController(container);
  route(router, {
    ...sides,
    method: 'post',
    path: '/reviews',
    schema: schema.submitReview,
    summary: 'Review the other side of a completed job; sealed until both have written or the window ends',
    answer: answers.created(schema.reviewAnswer),
    errors: ['request.notFound', 'workflow.wrongState', 'review.alreadyWritten', 'review.closed'],
    handler: c.submit,
  });
  writing(router, container);
  reading(router, container);
  moderating(router, container);
  return router;
}

function writing(router: ResourceRouter, container: ReviewControllerDeps): void {
  const c = makeReviewController(container);
  route(router, {
    ...sides,
    method: ['put', 'patch'],
    path: '/reviews/:id',
    schema: schema.editReview,
    summary: 'Change one’s own review while it is sealed',
    answer: one,
    errors: [...unchangeable, 'review.closed'],
    handler: c.edit,
  });
  route(router, {
    ...sides,
    method: 'delete',
    path: '/reviews/:id',
    schema: schema.oneReview,
    summary: 'Take one’s own review back while it is sealed',
    answer: answers.one(schema.removedAnswer),
    errors: [...unchangeable, 'review.closed'],
    handler: c.remove,
  });
  route(router, {
    ...sides,
    method: 'post',
    path: '/reviews/:id/reply',
    schema: schema.replyToReview,
    summary: 'Answer a review about oneself, once and for everybody to read',
    answer: one,
    errors: [...unchangeable, 'review.alreadyReplied'],
    handler: c.reply,
  });
}

function reading(router: ResourceRouter, container: ReviewControllerDeps): void {
  const c = makeReviewController(container);
  route(router, {
    ...readers,
    path: '/reviews/user/:userId',
    schema: schema.listOfUser,
    summary: 'What was revealed about a person, the latest first',
    errors: ['request.notFound'],
    handler: c.listAbout,
  });
  route(router, {
    ...readers,
    path: '/reviews/job/:jobId',
    schema: schema.listOfJob,
    summary: 'The reviews of a job for its two sides and for staff; of what is sealed only one’s own',
    errors: ['request.notFound'],
    handler: c.listOfJob,
  });
  route(router, {
    ...readers,
    path: '/users/me/reviews',
    schema: schema.listOwnReviews,
    summary: 'The reviews that one has written, or was given',
    errors: [],
    handler: c.listOwn,
  });
}

function moderating(router: ResourceRouter, container: ReviewControllerDeps): void {
  const c = makeReviewController(container);
  route(router, {
    ...api,
    method: 'patch',
    path: '/admin/reviews/:id',
    access: withRight('reviews.moderate'),
    limit: 'write',
    schema: schema.moderateReview,
    summary: 'Hide a revealed review with a reason, or show it again; the rating follows',
    answer: one,
    errors: ['request.notFound', 'workflow.wrongState', 'review.ownCase'],
    handler: c.moderate,
  });
}
