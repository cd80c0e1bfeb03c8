import { makeSettingController, type SettingControllerDeps } from '../controllers/setting.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/setting.validator';

const read = {
  surface: 'api',
  method: 'get',
  access: withRight('settings.read'),
  limit: 'read',
  errors: [],
} as const;

/** `/admin/settings` */
export function makeSettingRoutes(
  container: SettingControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeSettingController(container);

  route(router, {
    ...read,
    path: '/admin/settings',
    schema: schema.read,
    summary: 'The figures of the business, with defaults and exceptions',
    answer: answers.one(schema.overviewAnswer),
    handler: c.read,
  });
  route(router, {
    surface: 'api',
    method: 'put',
    path: '/admin/settings',
    access: withRight('settings.change'),
    limit: 'write',
    schema: schema.change,
    summary: 'Change figures: all of them or none, as the next version',
    answer: answers.one(schema.overviewAnswer),
    errors: ['setting.changedMeanwhile'],
    handler: c.change,
  });
  route(router, {
    ...read,
    path: '/admin/settings/history',
    schema: schema.history,
    summary: 'Who changed which figure when and why, the latest first',
    answer: answers.list(schema.versionAnswer),
    handler: c.history,
  });
  return router;
}
