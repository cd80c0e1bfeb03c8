import {
  makeSuggestionController,
  type SuggestionControllerDeps,
} from '../controllers/suggestion.controller';
import { role } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/suggestion.validator';

const shared = {
  surface: 'api',
  access: role('client', 'craftsman'),
  limit: 'read',
  answer: answers.one(schema.suggestionAnswer),
} as const;

/** `/jobs/suggestions`, `/jobs/:jobId/suggestions`: what such a job usually costs and takes. */
export function makeSuggestionRoutes(
  container: SuggestionControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeSuggestionController(container);

  route(router, {
    ...shared,
    method: 'post',
    path: '/jobs/suggestions',
    schema: schema.forDraft,
    summary: 'Price and duration of a job that is being written, from hires of the same service near by',
    errors: ['job.unknownService'],
    handler: c.forDraft,
  });
  route(router, {
    ...shared,
    method: 'get',
    path: '/jobs/:jobId/suggestions',
    schema: schema.forJob,
    summary: 'The same for a job that one sees',
    errors: ['request.notFound'],
    handler: c.forJob,
  });
  return router;
}
