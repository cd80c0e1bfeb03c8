import {
  makeUnsubscribeController,
  type UnsubscribeControllerDeps,
} from '../controllers/unsubscribe.controller';
import { anyone } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/unsubscribe.validator';

const common = {
  surface: 'api',
  access: anyone,
  path: '/notifications/unsubscribe',
  answer: answers.raw('text/html'),
  errors: [],
} as const;

/** `/notifications/unsubscribe`, at the root and under the prefix. */
export function makeUnsubscribeRoutes(
  container: UnsubscribeControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeUnsubscribeController(container);

  route(router, {
    ...common,
    method: 'get',
    limit: 'read',
    schema: schema.showUnsubscribe,
    summary: 'The page that asks whether to mail no more of one kind; 410 for a link that is not valid',
    handler: c.show,
  });
  route(router, {
    ...common,
    method: 'post',
    limit: 'write',
    schema: schema.unsubscribe,
    idempotency: 'none',
    summary: 'Mails no more of that kind, by the page’s button or one click in a mail program (RFC 8058)',
    handler: c.apply,
  });
  return router;
}
