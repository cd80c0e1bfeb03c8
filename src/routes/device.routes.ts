import { makeDeviceController, type DeviceControllerDeps } from '../controllers/device.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/device.validator';

/** `/users/me/devices`: where one’s pushes go. */
export function makeDeviceRoutes(
  container: DeviceControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeDeviceController(container);
  const own = { surface: 'api', access: signedIn, limit: 'write' } as const;

  route(router, {
    ...own,
    method: 'post',
    path: '/users/me/devices',
    schema: schema.registerDevice,
    summary: 'Get pushes on this device; a token belongs to whoever registered it last',
    answer: answers.created(schema.deviceAnswer),
    errors: [],
    handler: c.registerDevice,
  });
  route(router, {
    ...own,
    method: 'delete',
    path: '/users/me/devices/:token',
    schema: schema.removeDevice,
    summary: 'Get no more pushes on this device',
    answer: answers.one(schema.removedAnswer),
    errors: ['request.notFound'],
    handler: c.removeDevice,
  });
  return router;
}
