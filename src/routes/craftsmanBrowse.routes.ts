import {
  makeCraftsmanBrowseController,
  type CraftsmanBrowseControllerDeps,
} from '../controllers/craftsmanBrowse.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/craftsmanBrowse.validator';

const read = { surface: 'api', access: signedIn, limit: 'read', method: 'get' } as const;
const items = answers.list(schema.craftsmanItemAnswer);
const mark = {
  surface: 'api',
  access: signedIn,
  limit: 'write',
  path: '/craftsmen/:craftsmanId/bookmark',
  answer: answers.one(schema.craftsmanBookmarkAnswer),
} as const;

/** `/craftsmen`: found, looked at, kept. */
export function makeCraftsmanBrowseRoutes(
  container: CraftsmanBrowseControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeCraftsmanBrowseController(container);

  route(router, {
    ...read,
    path: '/craftsmen',
    schema: schema.browseCraftsmen,
    summary: 'Verified craftsmen, by words, trade, skills, place, experience and rating',
    answer: items,
    errors: ['craftsman.nothingAsked'],
    handler: c.browse,
  });
  route(router, {
    ...read,
    path: '/craftsmen/nearby',
    schema: schema.nearbyCraftsmen,
    summary: 'Verified craftsmen around a place, the nearest first',
    answer: items,
    errors: ['craftsman.nothingAsked'],
    handler: c.nearby,
  });
  // After `nearby`, which is nobody’s id.
  route(router, {
    ...read,
    path: '/craftsmen/:craftsmanId',
    schema: schema.oneCraftsman,
    summary: 'A craftsman’s public profile',
    answer: answers.one(schema.craftsmanAnswer),
    errors: ['request.notFound'],
    handler: c.get,
  });
  bookmarks(router, c);
  return router;
}

function bookmarks(router: ResourceRouter, c: ReturnType<typeof makeCraftsmanBrowseController>): void {
  route(router, {
    ...mark,
    method: 'post',
    schema: schema.addCraftsmanBookmark,
    summary: 'Keep a craftsman to find him again; again changes nothing',
    errors: ['request.notFound'],
    handler: c.keep,
  });
  route(router, {
    ...mark,
    method: 'delete',
    schema: schema.removeCraftsmanBookmark,
    summary: 'Let a kept craftsman go; again changes nothing',
    errors: [],
    handler: c.letGo,
  });
}
