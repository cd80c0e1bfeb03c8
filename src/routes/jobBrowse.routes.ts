import { makeJobBrowseController, type JobBrowseControllerDeps } from '../controllers/jobBrowse.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/jobBrowse.validator';

const read = { surface: 'api', access: signedIn, limit: 'read', method: 'get' } as const;
const items = answers.list(schema.jobItemAnswer);

/** Lists of jobs; mounted before `/jobs/:jobId`, for `search` is nobody's id. */
export function makeJobBrowseRoutes(
  container: JobBrowseControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeJobBrowseController(container);

  route(router, {
    ...read,
    path: '/jobs',
    schema: schema.browseJobs,
    summary: 'Open jobs; in other states those of which one is a party',
    answer: items,
    errors: [],
    handler: c.browse,
  });
  route(router, {
    ...read,
    path: '/jobs/search',
    schema: schema.searchJobs,
    summary: 'Jobs by words in Arabic and English',
    answer: items,
    errors: ['job.nothingAsked'],
    handler: c.search,
  });
  route(router, {
    ...read,
    path: '/jobs/nearby',
    schema: schema.nearbyJobs,
    summary: 'Open jobs around a place, the nearest first',
    answer: items,
    errors: [],
    handler: c.nearby,
  });
  ownJobs(router, c);
  return router;
}

function ownJobs(router: ResourceRouter, c: ReturnType<typeof makeJobBrowseController>): void {
  route(router, {
    ...read,
    path: '/users/me/jobs',
    schema: schema.ownJobs,
    summary: 'One’s own jobs: posted as client, hired for as craftsman',
    answer: answers.list(schema.ownJobItemAnswer),
    errors: [],
    handler: c.listOwn,
  });
}
