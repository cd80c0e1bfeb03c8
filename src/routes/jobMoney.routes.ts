import { makeJobMoneyController, type JobMoneyControllerDeps } from '../controllers/jobMoney.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import { jobAnswer } from '../validators/jobAnswer.validator';
import * as schema from '../validators/jobMoney.validator';

const write = { surface: 'api', method: 'post', access: signedIn, limit: 'write' } as const;
/** Not there or not his; never in his place; not in this state. */
const REFUSALS = ['request.notFound', 'workflow.forbidden', 'workflow.wrongState'] as const;

/** `/jobs/:jobId/…`: the money of a job between its two sides. */
export function makeJobMoneyRoutes(
  container: JobMoneyControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeJobMoneyController(container);

  route(router, {
    ...write,
    path: '/jobs/:jobId/cash-confirmation',
    schema: schema.withAmount,
    summary: 'Say how much was paid in cash; the same word of both sides confirms it',
    answer: answers.one(jobAnswer),
    errors: [...REFUSALS, 'cash.notPaidInCash', 'cash.alreadyConfirmed'],
    handler: c.confirmCash,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/release',
    schema: schema.withAmount,
    summary: 'Pay the craftsman a part of what is held',
    answer: answers.one(jobAnswer),
    errors: [...REFUSALS, 'release.notEscrow', 'release.nothingHeld', 'release.moreThanHeld'],
    handler: c.release,
  });
  route(router, {
    surface: 'api',
    method: 'get',
    path: '/jobs/:jobId/receipt',
    access: signedIn,
    limit: 'read',
    schema: schema.receipt,
    summary: 'The receipt of a completed job, as a page for printing or as JSON',
    answer: answers.raw('text/html'),
    errors: ['request.notFound', 'receipt.notCompleted'],
    handler: c.receipt,
  });
  ordering(router, container);
  return router;
}

function ordering(router: ResourceRouter, container: JobMoneyControllerDeps): void {
  const c = makeJobMoneyController(container);
  route(router, {
    ...write,
    path: '/jobs/:jobId/change-orders',
    schema: schema.propose,
    summary: 'Propose an extra price, with the reason',
    answer: answers.created(schema.changeOrderAnswer),
    errors: [...REFUSALS, 'job.notFirm', 'changeOrder.open', 'changeOrder.tooMuch'],
    handler: c.proposeChangeOrder,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/change-orders/:changeOrderId/accept',
    schema: schema.answer,
    summary: 'Accept the extra price; held money has to be paid in before it counts',
    answer: answers.one(schema.changeOrderAnswer),
    errors: [...REFUSALS, 'changeOrder.none', 'changeOrder.accepted'],
    handler: c.acceptChangeOrder,
  });
  route(router, {
    ...write,
    path: '/jobs/:jobId/change-orders/:changeOrderId/decline',
    schema: schema.answer,
    summary: 'Decline the extra price, or take one’s own proposal back',
    answer: answers.one(schema.changeOrderAnswer),
    errors: [...REFUSALS, 'changeOrder.none', 'changeOrder.accepted'],
    handler: c.declineChangeOrder,
  });
}
