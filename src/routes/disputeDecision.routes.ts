import {
  makeDisputeDecisionController,
  type DisputeDecisionControllerDeps,
} from '../controllers/disputeDecision.controller';
import { signedIn } from '../utils/access';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/dispute.validator';
import { disputeAnswer } from '../validators/disputeAnswer.validator';

const staff = { surface: 'api', access: withRight('disputes.decide') } as const;
const one = answers.one(disputeAnswer);

type Controller = ReturnType<typeof makeDisputeDecisionController>;

/** `/admin/disputes`: staff look into disputes and decide them; `GET /disputes` is the same list, of one’s own. */
export function makeDisputeDecisionRoutes(
  container: DisputeDecisionControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeDisputeDecisionController(container);

  route(router, {
    ...staff,
    method: 'get',
    path: '/admin/disputes',
    limit: 'read',
    schema: schema.listDisputes,
    summary: 'List the disputes, the one whose decision is due first on top',
    answer: answers.list(disputeAnswer),
    errors: [],
    handler: c.list,
  });
  route(router, {
    surface: 'api',
    method: 'get',
    path: '/disputes',
    access: signedIn,
    limit: 'read',
    schema: schema.listDisputes,
    summary: 'One’s own disputes, the newest first; for staff all, the one that is due first on top',
    answer: answers.list(disputeAnswer),
    errors: [],
    handler: c.list,
  });
  deciding(router, c);
  return router;
}

function deciding(router: ResourceRouter, c: Controller): void {
  route(router, {
    ...staff,
    method: 'post',
    path: '/admin/disputes/:id/take',
    limit: 'write',
    schema: schema.oneDispute,
    summary: 'Look into a dispute; both sides see that somebody does',
    answer: one,
    errors: ['request.notFound', 'workflow.wrongState', 'dispute.ownCase'],
    handler: c.take,
  });
  route(router, {
    ...staff,
    method: 'post',
    path: '/admin/disputes/:id/notes',
    limit: 'write',
    schema: schema.noteDispute,
    summary: 'Note something about a dispute that only staff can see',
    answer: answers.created(disputeAnswer),
    errors: ['request.notFound', 'dispute.ownCase'],
    handler: c.note,
  });
  resolving(router, c);
}

function resolving(router: ResourceRouter, c: Controller): void {
  route(router, {
    ...staff,
    method: 'post',
    path: '/admin/disputes/:id/resolve',
    limit: 'write',
    schema: schema.resolveDispute,
    summary:
      'Decide a dispute, also on appeal: refund, release, split or rework; job and money move together',
    answer: one,
    errors: [
      'request.notFound',
      'workflow.wrongState',
      'dispute.wrongAmounts',
      'dispute.noReworkAfterEnd',
      'dispute.noReworkOnAppeal',
      'dispute.onlyTheAmount',
      'dispute.ownCase',
      'dispute.sameStaff',
    ],
    handler: c.resolve,
  });
}
