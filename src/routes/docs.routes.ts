import { makeDocsController, type DocsDeps, type ListMounts } from '../controllers/docs.controller';
import { anyone } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/docs.validator';

const open = { surface: 'api', access: anyone, limit: 'open', errors: [] } as const;

/** The documentation: the OpenAPI document of all `mounts`, and a page to read it. */
export function makeDocsRoutes(
  container: DocsDeps & { readonly runtime: RouteRuntime },
  mounts: ListMounts,
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeDocsController(container, mounts);

  route(router, {
    ...open,
    method: 'get',
    path: '/openapi.json',
    schema: schema.document,
    summary: 'This document',
    answer: answers.raw('application/json'),
    handler: c.document,
  });
  route(router, {
    ...open,
    method: 'get',
    path: '/docs',
    schema: schema.page,
    summary: 'The documentation as a page',
    answer: answers.raw('text/html'),
    handler: c.page,
  });
  route(router, {
    ...open,
    method: 'get',
    path: '/docs/:asset',
    schema: schema.asset,
    summary: 'A file of the documentation page',
    answer: answers.raw('*/*'),
    handler: c.asset,
  });
  return router;
}
