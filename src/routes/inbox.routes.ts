import { makeInboxController, type InboxDeps } from '../controllers/inbox.controller';
import { anyone } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/inbox.validator';

/** `/dev/inbox`, at the root; never mounted in production. */
export function makeInboxRoutes(container: InboxDeps & { readonly runtime: RouteRuntime }): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeInboxController(container);

  route(router, {
    surface: 'api',
    access: anyone,
    limit: 'open',
    method: 'get',
    path: '/dev/inbox',
    schema: schema.readInbox,
    summary: 'What e-mail, SMS and push would have sent: a page, or a JSON list',
    answer: answers.raw('text/html'),
    errors: [],
    handler: c.read,
  });
  return router;
}
