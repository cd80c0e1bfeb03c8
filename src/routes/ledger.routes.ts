import { makeLedgerController, type LedgerControllerDeps } from '../controllers/ledger.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/ledger.validator';
import * as walletSchema from '../validators/wallet.validator';

const api = { surface: 'api' } as const;
const adjusting = { ...api, method: 'post', access: withRight('ledger.adjust'), limit: 'write' } as const;
const paying = { ...api, access: withRight('money.manage') } as const;
const gone = ['request.notFound', 'workflow.wrongState', 'workflow.forbidden'] as const;

/** `/admin/ledger`, `/admin/withdrawals`, `/admin/inbox`: money as staff runs it. */
export function makeLedgerRoutes(
  container: LedgerControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeLedgerController(container);
  route(router, {
    ...api,
    method: 'get',
    path: '/admin/inbox',
    access: withRight('inbox.read'),
    limit: 'read',
    schema: schema.getInbox,
    summary: 'What waits for staff, the longest first, each with its clock',
    answer: answers.one(schema.inboxAnswer),
    errors: [],
    handler: c.inbox,
  });
  route(router, {
    ...api,
    method: 'get',
    path: '/admin/ledger/audit',
    access: withRight('ledger.adjust'),
    limit: 'read',
    schema: schema.getAudit,
    summary: 'Let the ledger prove itself; a large one shows its last result meanwhile',
    answer: answers.one(schema.auditAnswer),
    errors: [],
    handler: c.audit,
  });
  adjustmentRoutes(router, c);
  withdrawalRoutes(router, c);
  return router;
}

type Controller = ReturnType<typeof makeLedgerController>;

function adjustmentRoutes(router: ResourceRouter, c: Controller): void {
  route(router, {
    ...adjusting,
    path: '/admin/ledger/adjustments',
    schema: schema.propose,
    summary: 'Propose a correction of a wallet; another admin decides',
    answer: answers.created(schema.adjustmentAnswer),
    errors: ['request.notFound', 'staff.notYourself'],
    handler: c.propose,
  });
  route(router, {
    ...adjusting,
    path: '/admin/ledger/adjustments/:id/approve',
    schema: schema.approve,
    summary: 'Approve another admin’s correction: one new entry in the ledger',
    answer: answers.one(schema.adjustmentAnswer),
    errors: [...gone, 'ledger.sameAdmin', 'staff.notYourself', 'wallet.insufficientFunds'],
    handler: c.approve,
  });
  route(router, {
    ...adjusting,
    path: '/admin/ledger/adjustments/:id/reject',
    schema: schema.reject,
    summary: 'Refuse another admin’s correction',
    answer: answers.one(schema.adjustmentAnswer),
    errors: [...gone, 'ledger.sameAdmin', 'staff.notYourself'],
    handler: c.reject,
  });
}

function withdrawalRoutes(router: ResourceRouter, c: Controller): void {
  const answer = answers.one(walletSchema.withdrawalAnswer);
  route(router, {
    ...paying,
    method: 'post',
    path: '/admin/withdrawals/:id/paid',
    limit: 'write',
    schema: walletSchema.markPaid,
    summary: 'A withdrawal was paid by hand',
    answer,
    errors: gone,
    handler: c.withdrawalPaid,
  });
  route(router, {
    ...paying,
    method: 'post',
    path: '/admin/withdrawals/:id/failed',
    limit: 'write',
    schema: walletSchema.markFailed,
    summary: 'A withdrawal cannot be paid by hand: the money goes back',
    answer,
    errors: gone,
    handler: c.withdrawalFailed,
  });
  route(router, {
    ...paying,
    method: 'get',
    path: '/admin/withdrawals/:id/destination',
    limit: 'read',
    schema: walletSchema.oneWithdrawal,
    summary: 'Where a withdrawal is to be paid by hand; every look is on record',
    answer: answers.one(walletSchema.destinationAnswer),
    errors: ['request.notFound', 'server.keyMissing'],
    handler: c.destination,
  });
}
