import { makeMediaController, type MediaControllerDeps } from '../controllers/media.controller';
import { anyone, signedIn } from '../utils/access';
import { uploadErrors } from '../utils/errorCodes/media.codes';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/media.validator';

type Container = MediaControllerDeps & { readonly runtime: RouteRuntime };

/** `/uploads`: files in. */
export function makeUploadRoutes(container: Container): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeMediaController(container);
  route(router, {
    method: 'post',
    path: ['/uploads', '/services/uploads'],
    surface: 'api',
    access: signedIn,
    limit: 'upload',
    schema: schema.upload,
    summary: 'Give files and get their ids; one that nothing uses is gone a day later',
    answer: answers.created(schema.uploadAnswer),
    errors: [...uploadErrors, 'server.keyMissing'],
    handler: c.upload,
  });
  return router;
}

/** `/media`: files out. */
export function makeMediaRoutes(container: Container): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeMediaController(container);
  route(router, {
    method: 'get',
    path: '/media/:folder/:name',
    surface: 'api',
    access: anyone,
    limit: 'open',
    schema: schema.show,
    summary: 'A picture or file, whole or in part; private ones by their signed link only',
    answer: answers.raw('*/*'),
    errors: ['request.notFound', 'media.outsideRange'],
    handler: c.show,
  });
  return router;
}
