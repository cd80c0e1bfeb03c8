import {
  makeUserHistoryController,
  type UserHistoryControllerDeps,
} from '../controllers/userHistory.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/userHistory.validator';

/** `/admin/users/:id/history` */
export function makeUserHistoryRoutes(
  container: UserHistoryControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeUserHistoryController(container);

  route(router, {
    surface: 'api',
    method: 'get',
    path: '/admin/users/:id/history',
    access: withRight('users.history'),
    limit: 'read',
    schema: schema.showHistory,
    summary: 'What became of a user, the latest first, with counts and the totals of his payments',
    answer: answers.list(schema.historyLineAnswer),
    errors: ['request.notFound'],
    handler: c.show,
  });
  return router;
}
