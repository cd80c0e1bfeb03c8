import {
  makePreferenceController,
  type PreferenceControllerDeps,
} from '../controllers/preference.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/preference.validator';

/** `/users/preferences`, also `/users/settings` and `/settings` */
export function makePreferenceRoutes(
  container: PreferenceControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makePreferenceController(container);
  const own = {
    surface: 'api',
    access: signedIn,
    path: ['/users/preferences', '/users/settings', '/settings'],
    answer: answers.one(schema.preferencesAnswer),
    errors: ['request.notFound'],
  } as const;

  route(router, {
    ...own,
    method: 'get',
    limit: 'read',
    schema: schema.getPreferences,
    summary: 'Language, channels, kinds of notices and quiet hours',
    handler: c.getPreferences,
  });
  route(router, {
    ...own,
    method: ['put', 'patch'],
    limit: 'write',
    schema: schema.updatePreferences,
    summary: 'Change language, channels, kinds of notices or quiet hours: absent stays, null goes',
    handler: c.updatePreferences,
  });
  return router;
}
