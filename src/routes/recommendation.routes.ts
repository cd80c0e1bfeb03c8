import {
  makeRecommendationController,
  type RecommendationControllerDeps,
} from '../controllers/recommendation.controller';
import { role } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/recommendation.validator';

const shared = {
  surface: 'api',
  access: role('client'),
  limit: 'read',
  path: '/users/recommendations',
  answer: answers.list(schema.recommendedAnswer),
} as const;

/** `/users/recommendations`: craftsmen who fit a job, posted or being written. */
export function makeRecommendationRoutes(
  container: RecommendationControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeRecommendationController(container);

  route(router, {
    ...shared,
    method: 'get',
    schema: schema.forJob,
    summary: 'Craftsmen for one’s own job, the best first, with the parts of the score and the reasons',
    errors: ['request.notFound'],
    handler: c.forJob,
  });
  route(router, {
    ...shared,
    method: 'post',
    schema: schema.forDraft,
    summary: 'The same for a job that is not posted yet; nothing is stored',
    errors: ['job.unknownService'],
    handler: c.forDraft,
  });
  return router;
}
