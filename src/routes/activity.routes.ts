import { makeActivityController, type ActivityControllerDeps } from '../controllers/activity.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/activity.validator';

/** `/admin/activity-logs`, also `/activity-logs` */
export function makeActivityRoutes(
  container: ActivityControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeActivityController(container);

  route(router, {
    method: 'get',
    path: ['/admin/activity-logs', '/activity-logs'],
    surface: 'api',
    access: withRight('activity.read'),
    limit: 'read',
    schema: schema.listActivities,
    summary: 'Who did what to what, the latest first',
    answer: answers.list(schema.activityAnswer),
    errors: [],
    handler: c.listActivities,
  });
  return router;
}
