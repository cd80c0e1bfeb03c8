import { makeUserController, type UserControllerDeps } from '../controllers/user.controller';
import { signedIn } from '../utils/access';
import { uploadErrors } from '../utils/errorCodes/media.codes';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/user.validator';

const own = {
  surface: 'api',
  access: signedIn,
  path: ['/users/me', '/users/profile'],
  answer: answers.one(schema.profileAnswer),
} as const;

/** `/users` */
export function makeUserRoutes(
  container: UserControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeUserController(container);

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
    errors: [
      'request.notFound',
      'user.taken',
      'user.phoneVerified',
      'user.roleNotHeld',
      'media.notUsable',
      ...uploadErrors,
    ],
    handler: c.updateProfile,
  });
  ownPicture(router, container);
  return router;
}

function ownPicture(router: ResourceRouter, container: UserControllerDeps): void {
  const c = makeUserController(container);
  route(router, {
    ...own,
    method: 'post',
    path: ['/users/upload-photo', '/users/upload-avatar'],
    limit: 'upload',
    schema: schema.uploadPicture,
    summary: 'Set one’s picture: 400 × 400, the one before goes',
    errors: ['request.notFound', ...uploadErrors],
    handler: c.uploadPicture,
  });
  route(router, {
    ...own,
    method: 'delete',
    path: '/users/me/profile-picture',
    limit: 'write',
    schema: schema.removePicture,
    summary: 'Take one’s picture away',
    errors: ['request.notFound'],
    handler: c.removePicture,
  });
}
