import { makeUserController, type UserControllerDeps } from '../controllers/user.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/user.validator';

/** `/users` */
export function makeUserRoutes(
  container: UserControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeUserController(container);
  const own = {
    surface: 'api',
    access: signedIn,
    path: ['/users/me', '/users/profile'],
    answer: answers.one(schema.profileAnswer),
  } as const;

  route(router, {
    ...own,
    method: 'get',
    limit: 'read',
    schema: schema.getProfile,
    summary: 'One’s own account',
    errors: ['request.notFound'],
    handler: c.getProfile,
  });
  route(router, {
    ...own,
    method: ['put', 'patch'],
    limit: 'write',
    schema: schema.updateProfile,
    summary: 'Change one’s own account: absent stays, null goes',
    errors: ['request.notFound', 'user.taken', 'user.phoneVerified', 'user.roleNotHeld'],
    handler: c.updateProfile,
  });
  return router;
}
