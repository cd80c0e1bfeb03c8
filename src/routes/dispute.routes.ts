import { makeDisputeController, type DisputeControllerDeps } from '../controllers/dispute.controller';
import { role, signedIn } from '../utils/access';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/dispute.validator';

const one = answers.one(schema.disputeAnswer);

/** `/disputes` for the two sides of a job, `/admin/disputes` for staff. */
export function makeDisputeRoutes(
  container: DisputeControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeDisputeController(container);

  route(router, {
    surface: 'api',
    method: 'post',
    path: '/disputes',
    access: role('client', 'craftsman'),
    limit: 'write',
    schema: schema.openDispute,
    summary: 'Dispute a job: its money and its clocks stand still until staff decide',
    answer: answers.created(schema.disputeAnswer),
    errors: [
      'request.notFound',
      'workflow.wrongState',
      'job.notFirm',
      'dispute.tooLate',
      'dispute.alreadyDecided',
    ],
    handler: c.open,
  });
  route(router, {
    surface: 'api',
    method: 'get',
    path: '/disputes/:id',
    access: signedIn,
    limit: 'read',
    schema: schema.oneDispute,
    summary: 'Read a dispute as one of its sides or as staff, with its clocks and its decision',
    answer: one,
    errors: ['request.notFound'],
    handler: c.get,
  });
  deciding(router, container);
  return router;
}

function deciding(router: ResourceRouter, container: DisputeControllerDeps): void {
  const c = makeDisputeController(container);
  const staff = { surface: 'api', access: withRight('disputes.decide') } as const;
  route(router, {
    ...staff,
    method: 'get',
    path: '/admin/disputes',
    limit: 'read',
    schema: schema.listDisputes,
    summary: 'List the disputes, the one whose decision is due first on top',
    answer: answers.list(schema.disputeAnswer),
    errors: [],
    handler: c.list,
  });
  route(router, {
    ...staff,
    method: 'post',
    path: '/admin/disputes/:id/resolve',
    limit: 'write',
    schema: schema.resolveDispute,
    summary: 'Decide a dispute: refund, release, split or rework; job and money move together',
    answer: one,
    errors: [
      'request.notFound',
      'workflow.wrongState',
      'dispute.wrongAmounts',
      'dispute.noReworkAfterEnd',
      'dispute.onlyTheAmount',
      'dispute.ownCase',
    ],
    handler: c.resolve,
  });
}
