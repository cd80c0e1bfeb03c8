import { makeJobActionController, type JobActionControllerDeps } from '../controllers/jobAction.controller';
import { signedIn } from '../utils/access';
import { uploadErrors } from '../utils/errorCodes/media.codes';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/jobAction.validator';
import { jobAnswer } from '../validators/jobAnswer.validator';

const job = answers.one(jobAnswer);
const write = { surface: 'api', method: 'post', access: signedIn, limit: 'write', answer: job } as const;
/** Not there or not his; never in his place; not in this state. */
const REFUSALS = ['request.notFound', 'workflow.forbidden', 'workflow.wrongState'] as const;
const STATUS_ERRORS = [
  ...REFUSALS,
  ...uploadErrors,
  'media.notUsable',
  'job.notFirm',
  'job.alreadySubmitted',
  'job.notSubmitted',
  'job.reworkExhausted',
  'dispute.tooLate',
  'dispute.alreadyDecided',
  'quote.expired',
  'quote.versionChanged',
  'quote.needsConfirmation',
  'quote.craftsmanUnavailable',
] as const;

/** `/jobs/:jobId/…`: what both sides do from hire to end, and what they may do. */
export function makeJobActionRoutes(
  container: JobActionControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeJobActionController(container);

  route(router, {
    ...write,
    method: 'patch',
    path: '/jobs/:jobId/status',
    schema: schema.changeStatus,
    summary:
      'Fire the event that leads to a status: set out, start, submit, rework, complete, hire, dispute, cancel',
    errors: STATUS_ERRORS,
    handler: c.changeStatus,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/rework',
    schema: schema.withReason,
    summary: 'Ask for rework of the submitted work; the clock that would accept it stops',
    errors: [...REFUSALS, 'job.notSubmitted', 'job.reworkExhausted'],
    handler: c.requestRework,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/no-show',
    schema: schema.withReason,
    summary: 'Report that the other side was not there at the agreed hour; the job is cancelled',
    errors: [...REFUSALS, 'job.notFirm', 'job.noAgreedTime', 'job.tooEarlyForNoShow'],
    handler: c.reportAbsence,
  });
  rescheduling(router, container);
  looking(router, container);
  return router;
}

function rescheduling(router: ResourceRouter, container: JobActionControllerDeps): void {
  const c = makeJobActionController(container);
  route(router, {
    ...write,
    path: '/jobs/:jobId/reschedule',
    schema: schema.reschedule,
    summary: 'Propose another time; it holds once the other side accepts',
    errors: [...REFUSALS, 'job.rescheduleOpen'],
    handler: c.proposeReschedule,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/reschedule/accept',
    schema: schema.oneJob,
    summary: 'Accept the time that the other side proposes',
    errors: [...REFUSALS, 'job.noReschedule', 'job.rescheduleIsYours', 'job.rescheduleTooLate'],
    handler: c.acceptReschedule,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/reschedule/decline',
    schema: schema.withReason,
    summary: 'Decline the proposed time, or take back one’s own proposal',
    errors: [...REFUSALS, 'job.noReschedule'],
    handler: c.declineReschedule,
  });
}

function looking(router: ResourceRouter, container: JobActionControllerDeps): void {
  const c = makeJobActionController(container);
  route(router, {
    surface: 'api',
    method: 'get',
    path: '/jobs/:jobId/actions',
    access: signedIn,
    limit: 'read',
    schema: schema.oneJob,
    summary: 'What I may do now, why not, and what happens by itself and when',
    answer: answers.one(schema.actionsAnswer),
    errors: ['request.notFound'],
    handler: c.listActions,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/actions/preview',
    schema: schema.preview,
    summary: 'What an action would cost each side; nothing happens',
    answer: answers.one(schema.previewAnswer),
    idempotency: 'none',
    errors: [...REFUSALS],
    handler: c.preview,
  });
}
