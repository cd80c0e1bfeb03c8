import { makeJobController, type JobControllerDeps } from '../controllers/job.controller';
import {
  makeServiceCategoryController,
  type ServiceCategoryControllerDeps,
} from '../controllers/serviceCategory.controller';
import { role, signedIn } from '../utils/access';
import { uploadErrors } from '../utils/errorCodes/media.codes';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/job.validator';
import { jobAnswer, ownJobAnswer } from '../validators/jobAnswer.validator';
import { listServices, servicesAnswer } from '../validators/serviceCategory.validator';

type Deps = JobControllerDeps & ServiceCategoryControllerDeps;

const own = {
  surface: 'api',
  access: role('client'),
  limit: 'write',
  answer: answers.one(ownJobAnswer),
} as const;
const read = { surface: 'api', method: 'get', access: signedIn, limit: 'read' } as const;
const contentErrors = [
  'job.unknownService',
  'job.tooManyPhotos',
  'job.restricted',
  'media.notUsable',
  ...uploadErrors,
] as const;

/** `/jobs`: posting, looking, changing; what becomes of them has routes of its own. */
export function makeJobRoutes(container: Deps & { readonly runtime: RouteRuntime }): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeJobController(container);
  route(router, {
    ...read,
    path: '/jobs/categories',
    schema: listServices,
    summary: 'The catalogue of trades, as under /services',
    answer: answers.one(servicesAnswer),
    errors: [],
    handler: makeServiceCategoryController(container).listServices,
  });
  route(router, {
    ...read,
    path: '/jobs/:jobId',
    schema: schema.getJob,
    summary: 'A job as the caller may see it; one that is closed is a summary for those who applied',
    answer: answers.one(jobAnswer),
    errors: ['request.notFound'],
    handler: c.getJob,
  });
  ownersRoutes(router, container);
  lifeRoutes(router, container);
  staffRoutes(router, container);
  return router;
}

function ownersRoutes(router: ResourceRouter, container: Deps): void {
  const c = makeJobController(container);
  route(router, {
    ...own,
    method: 'post',
    path: '/jobs',
    schema: schema.createJob,
    summary: 'Post a job, with up to five photos',
    answer: answers.created(ownJobAnswer),
    errors: [...contentErrors, 'job.feeDebt'],
    handler: c.createJob,
  });
  route(router, {
    ...own,
    method: ['put', 'patch'],
    path: '/jobs/:jobId',
    schema: schema.editJob,
    summary: 'Change an open job: absent stays, null goes; bidders are asked again where it matters to them',
    errors: [...contentErrors, 'request.notFound', 'job.notEditable', 'job.paymentTypeFixed'],
    handler: c.editJob,
  });
  route(router, {
    ...own,
    method: 'delete',
    path: '/jobs/:jobId',
    schema: schema.cancelJob,
    summary: 'Cancel one’s own job by the rules',
    errors: ['request.notFound', 'workflow.wrongState', 'workflow.forbidden'],
    handler: c.cancelJob,
  });
}

function lifeRoutes(router: ResourceRouter, container: Deps): void {
  const c = makeJobController(container);
  route(router, {
    ...own,
    method: 'post',
    path: '/jobs/:jobId/extend',
    schema: schema.extendJob,
    summary: 'Say that the job is still to be done: its 30 days begin anew',
    errors: ['request.notFound', 'job.notOpen', 'job.hiddenByStaff', 'job.restricted'],
    handler: c.extendJob,
  });
  route(router, {
    ...own,
    method: 'post',
    path: '/jobs/:jobId/repost',
    schema: schema.repostJob,
    summary: 'Post a closed job again as a new one',
    answer: answers.created(ownJobAnswer),
    errors: [
      'request.notFound',
      'job.notClosed',
      'job.feeDebt',
      'job.hiddenByStaff',
      'job.restricted',
      'job.unknownService',
    ],
    handler: c.repostJob,
  });
}

function staffRoutes(router: ResourceRouter, container: Deps): void {
  const c = makeJobController(container);
  const staff = { ...own, path: '/admin/jobs/:jobId', access: withRight('jobs.moderate') } as const;
  route(router, {
    ...staff,
    method: 'patch',
    schema: schema.moderateJob,
    summary: 'Hide a job, show it again, or change its words; its owner is told',
    errors: ['request.notFound'],
    handler: c.moderateJob,
  });
  route(router, {
    ...staff,
    method: 'delete',
    schema: schema.cancelJob,
    summary: 'Hide a job and cancel it, up to On The Way',
    errors: ['request.notFound', 'workflow.wrongState', 'workflow.forbidden'],
    handler: c.removeJob,
  });
}
