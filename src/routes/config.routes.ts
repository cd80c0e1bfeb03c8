import { makeConfigController, type ConfigControllerDeps } from '../controllers/config.controller';
import { anyone } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/config.validator';

/** `/config` */
export function makeConfigRoutes(
  container: ConfigControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeConfigController(container);

  route(router, {
    method: 'get',
    path: '/config',
    surface: 'api',
    access: anyone,
    limit: 'read',
    schema: schema.getConfig,
    summary: 'What an app must know before anybody signs in',
    answer: answers.one(schema.configAnswer),
    errors: [],
    handler: c.getConfig,
  });
  return router;
}
