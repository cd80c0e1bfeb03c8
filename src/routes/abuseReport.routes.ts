import {
  makeAbuseReportController,
  type AbuseReportControllerDeps,
} from '../controllers/abuseReport.controller';
import { signedIn } from '../utils/access';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/abuseReport.validator';

const api = { surface: 'api' } as const;
const staff = { ...api, access: withRight('reports.decide') } as const;

/** `/reports`: what people see and staff should look at; `/admin/reports`: the queue of staff. */
export function makeAbuseReportRoutes(
  container: AbuseReportControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeAbuseReportController(container);
  route(router, {
    ...api,
    method: 'post',
    path: '/reports',
    access: signedIn,
    limit: 'report',
    schema: schema.fileReport,
    summary: 'Report a user, a job, a review or a message that one sees; nobody but staff learns who did',
    answer: answers.created(schema.filedAnswer),
    errors: ['request.notFound', 'abuseReport.own', 'abuseReport.alreadyReported'],
    handler: c.file,
  });
  queue(router, container);
  return router;
}

function queue(router: ResourceRouter, container: AbuseReportControllerDeps): void {
  const c = makeAbuseReportController(container);
  route(router, {
    ...staff,
    method: 'get',
    path: '/admin/reports',
    limit: 'read',
    schema: schema.listReports,
    summary: 'What was reported, one case for each thing, the longest waiting first',
    answer: answers.list(schema.caseAnswer),
    errors: [],
    handler: c.list,
  });
  route(router, {
    ...staff,
    method: 'get',
    path: '/admin/reports/:id',
    limit: 'read',
    schema: schema.oneReport,
    summary: 'A case with its reports and what each reporter saw',
    answer: answers.one(schema.wholeCaseAnswer),
    errors: ['request.notFound'],
    handler: c.get,
  });
  deciding(router, container);
}

function deciding(router: ResourceRouter, container: AbuseReportControllerDeps): void {
  const c = makeAbuseReportController(container);
  route(router, {
    ...staff,
    method: 'patch',
    path: '/admin/reports/:id',
    limit: 'write',
    schema: schema.decideReport,
    summary: 'Take a case, or decide it and act in the same step; all who reported it are told',
    answer: answers.one(schema.wholeCaseAnswer),
    errors: [
      'request.notFound',
      'workflow.wrongState',
      'abuseReport.ownCase',
      'abuseReport.takenByAnother',
      'abuseReport.wrongDecision',
      'staff.notStaff',
      'staff.notYourself',
      'staff.lastAdmin',
      'review.ownCase',
    ],
    handler: c.decide,
  });
}
