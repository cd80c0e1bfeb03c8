import { makeCraftsmanController, type CraftsmanControllerDeps } from '../controllers/craftsman.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/craftsman.validator';
import { profileAnswer } from '../validators/user.validator';

type Container = CraftsmanControllerDeps & { readonly runtime: RouteRuntime };

const own = {
  surface: 'api',
  access: signedIn,
  limit: 'write',
  answer: answers.one(profileAnswer),
} as const;

/** `/users/craftsman`, `/users/location`, `/users/availability`: one’s work and where one does it. */
export function makeCraftsmanRoutes(container: Container): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeCraftsmanController(container);

  route(router, {
    ...own,
    method: ['put', 'patch'],
    path: '/users/craftsman/service',
    schema: schema.setService,
    summary: 'Say what one offers, how well and how far away; craftsmen only',
    errors: ['request.notFound', 'user.roleNotHeld'],
    handler: c.setService,
  });
  route(router, {
    ...own,
    method: ['put', 'patch'],
    path: '/users/location',
    schema: schema.setLocation,
    summary: 'Say where one is: a GeoJSON point or two numbers, and the address',
    errors: ['request.notFound'],
    handler: c.setLocation,
  });
  route(router, {
    ...own,
    method: ['put', 'patch'],
    path: '/users/availability',
    schema: schema.setAvailability,
    summary: 'Say whether one takes work now; craftsmen only',
    errors: ['request.notFound', 'user.roleNotHeld'],
    handler: c.setAvailability,
  });
  return router;
}

/** `/users/:userId`: what people see of each other. */
export function makePublicProfileRoutes(container: Container): ResourceRouter {
  const router = resourceRouter(container.runtime);
  route(router, {
    surface: 'api',
    method: 'get',
    path: '/users/:userId',
    access: signedIn,
    limit: 'read',
    schema: schema.oneProfile,
    summary: 'A person’s public profile',
    answer: answers.one(schema.publicProfileAnswer),
    errors: ['request.notFound'],
    handler: makeCraftsmanController(container).getProfile,
  });
  return router;
}
