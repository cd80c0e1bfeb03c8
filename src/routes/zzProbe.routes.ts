import { makeZzProbeController, type ZzProbeDeps } from '../controllers/zzProbe.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/zzProbe.validator';

/** `/zz-probes` */
export function makeZzProbeRoutes(
  container: ZzProbeDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const zzProbes = makeZzProbeController(container);
  const answer = schema.zzProbeAnswer;

  route(router, {
    method: 'post',
    path: '/zz-probes',
    surface: 'api',
    access: signedIn,
    limit: 'write',
    schema: schema.createZzProbe,
    summary: 'Create a zz probe',
    answer: answers.created(answer),
    errors: [],
    handler: zzProbes.create,
  });
  route(router, {
    method: 'get',
    path: '/zz-probes/:id',
    surface: 'api',
    access: signedIn,
    limit: 'read',
    schema: schema.getZzProbe,
    summary: "Read a zz probe of one's own",
    answer: answers.one(answer),
    errors: ['request.notFound'],
    handler: zzProbes.get,
  });
  return router;
}
