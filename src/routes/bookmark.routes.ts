import { makeBookmarkController, type BookmarkControllerDeps } from '../controllers/bookmark.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/bookmark.validator';

const own = { surface: 'api', access: signedIn } as const;
const one = { ...own, path: '/jobs/:jobId/bookmark', limit: 'write' } as const;

/** `/jobs/:jobId/bookmark`, `/users/me/bookmarks` */
export function makeBookmarkRoutes(
  container: BookmarkControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeBookmarkController(container);

  route(router, {
    ...one,
    method: 'post',
    schema: schema.addBookmark,
    summary: 'Keep a job to find it again; again changes nothing',
    answer: answers.one(schema.bookmarkAnswer),
    errors: ['request.notFound'],
    handler: c.add,
  });
  route(router, {
    ...one,
    method: 'delete',
    schema: schema.removeBookmark,
    summary: 'Let a kept job go; again changes nothing',
    answer: answers.one(schema.bookmarkAnswer),
    errors: [],
    handler: c.remove,
  });
  route(router, {
    ...own,
    method: 'get',
    path: ['/users/me/bookmarks', '/users/bookmarks'],
    limit: 'read',
    schema: schema.listBookmarks,
    summary: 'The jobs or craftsmen that one has kept, the latest first',
    answer: answers.list(schema.bookmarkedAnswer),
    errors: [],
    handler: c.list,
  });
  return router;
}
