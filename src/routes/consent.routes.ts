import { makeConsentController, type ConsentControllerDeps } from '../controllers/consent.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/consent.validator';

/** `/users/me/consents` */
export function makeConsentRoutes(
  container: ConsentControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeConsentController(container);
  const own = {
    surface: 'api',
    path: '/users/me/consents',
    access: signedIn,
    answer: answers.one(schema.consentsAnswer),
    errors: [],
  } as const;
  route(router, {
    ...own,
    method: 'get',
    limit: 'read',
    schema: schema.listConsents,
    summary: 'What one agreed to, and whether that was the text that holds now',
    handler: c.list,
  });
  route(router, {
    ...own,
    method: ['put', 'patch'],
    limit: 'write',
    schema: schema.changeConsents,
    summary: 'Agree to the present texts, allow advertising or take that back; the record only grows',
    handler: c.change,
  });
  return router;
}
