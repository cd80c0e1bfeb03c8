import { makePrivacyController, type PrivacyControllerDeps } from '../controllers/privacy.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/privacy.validator';

/** `/users/me/export` and the end of one's own account. */
export function makePrivacyRoutes(
  container: PrivacyControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makePrivacyController(container);
  const own = { surface: 'api', access: signedIn } as const;
  route(router, {
    ...own,
    method: 'get',
    path: '/users/me/export',
    limit: 'ownData',
    schema: schema.exportOwn,
    summary: 'Everything of one’s own in one archive: a JSON list for each kind, and one’s files',
    answer: answers.raw('application/zip'),
    errors: ['privacy.signInAgain'],
    handler: c.exportOwn,
  });
  route(router, {
    ...own,
    method: 'delete',
    path: ['/users/me', '/users/account'],
    limit: 'authAttempt',
    schema: schema.eraseOwn,
    summary: 'Erase one’s account for good; refused with the reasons while money or work is open',
    answer: answers.one(schema.erasedAnswer),
    errors: ['auth.currentPasswordWrong', 'privacy.signInAgain', 'privacy.erasureRefused'],
    handler: c.eraseOwn,
  });
  return router;
}
