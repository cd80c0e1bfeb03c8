import { makeAnalyticsController, type AnalyticsControllerDeps } from '../controllers/analytics.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/analytics.validator';

/** `/admin/analytics` */
export function makeAnalyticsRoutes(
  container: AnalyticsControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeAnalyticsController(container);

  route(router, {
    surface: 'api',
    method: 'get',
    path: '/admin/analytics/disputes',
    access: withRight('analytics.read'),
    limit: 'read',
    schema: schema.disputeFigures,
    summary: 'How fast disputes are decided: the median beside the goal',
    answer: answers.one(schema.disputeFiguresAnswer),
    errors: [],
    handler: c.disputes,
  });
  return router;
}
