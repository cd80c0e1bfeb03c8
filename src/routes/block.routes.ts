import { makeBlockController, type BlockControllerDeps } from '../controllers/block.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/block.validator';

/** `/users/:userId/block`: whom one does not want to meet. */
export function makeBlockRoutes(
  container: BlockControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeBlockController(container);
  const own = {
    surface: 'api',
    path: '/users/:userId/block',
    access: signedIn,
    limit: 'write',
    schema: schema.oneUser,
  } as const;

  route(router, {
    ...own,
    method: 'post',
    summary: 'Block somebody: neither sees the other from now on',
    answer: answers.created(schema.blockAnswer),
    errors: ['request.notFound', 'block.yourself'],
    handler: c.block,
  });
  route(router, {
    ...own,
    method: 'delete',
    summary: 'Take one’s own block away',
    answer: answers.one(schema.blockAnswer),
    errors: ['request.notFound'],
    handler: c.unblock,
  });
  return router;
}
