import { makeWalletController, type WalletControllerDeps } from '../controllers/wallet.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/wallet.validator';

const read = { surface: 'api', method: 'get', access: signedIn, limit: 'read' } as const;
const write = { surface: 'api', access: signedIn, limit: 'write' } as const;

/** `/wallet`: what is in one's wallet, where it goes, how it is taken out. */
export function makeWalletRoutes(
  container: WalletControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeWalletController(container);
  route(router, {
    ...read,
    path: '/wallet/balance',
    schema: schema.getBalance,
    summary: 'What is in one’s wallet',
    answer: answers.one(schema.balanceAnswer),
    errors: [],
    handler: c.balance,
  });
  route(router, {
    ...read,
    path: '/wallet/transactions',
    schema: schema.listTransactions,
    summary: 'What came into the wallet and went out of it',
    answer: answers.list(schema.transactionAnswer),
    errors: [],
    handler: c.transactions,
  });
  route(router, {
    ...read,
    path: '/wallet/statement',
    schema: schema.getStatement,
    summary: 'Every line of what can be withdrawn, with the balance after it',
    answer: answers.list(schema.statementAnswer),
    errors: [],
    handler: c.statement,
  });
  detailsRoutes(router, c);
  withdrawalRoutes(router, c);
  return router;
}

type Controller = ReturnType<typeof makeWalletController>;

function detailsRoutes(router: ResourceRouter, c: Controller): void {
  const answer = answers.one(schema.payoutDetailsAnswer);
  route(router, {
    ...read,
    path: '/wallet/payout-details',
    schema: schema.getPayoutDetails,
    summary: 'Where one’s money goes, masked; null before it was said',
    answer,
    errors: ['server.keyMissing'],
    handler: c.payoutDetails,
  });
  route(router, {
    ...write,
    method: 'put',
    path: '/wallet/payout-details',
    schema: schema.setPayoutDetails,
    summary: 'Say where one’s money shall go',
    answer,
    errors: ['wallet.contactNotVerified', 'request.notFound', 'server.keyMissing'],
    handler: c.setPayoutDetails,
  });
}

function withdrawalRoutes(router: ResourceRouter, c: Controller): void {
  route(router, {
    ...write,
    method: 'post',
    path: '/wallet/withdraw',
    schema: schema.withdraw,
    summary: 'Take money out of one’s wallet; it is reserved at once',
    answer: answers.created(schema.withdrawalAnswer),
    errors: [
      'wallet.belowMinimum',
      'wallet.insufficientFunds',
      'wallet.payoutDetailsMissing',
      'wallet.contactNotVerified',
      'request.notFound',
      'server.keyMissing',
    ],
    handler: c.withdraw,
  });
  route(router, {
    ...read,
    path: '/wallet/withdrawals',
    schema: schema.listWithdrawals,
    summary: 'One’s withdrawals',
    answer: answers.list(schema.withdrawalAnswer),
    errors: [],
    handler: c.listWithdrawals,
  });
  route(router, {
    ...write,
    method: 'post',
    path: '/wallet/withdrawals/:id/cancel',
    schema: schema.oneWithdrawal,
    summary: 'Take back a withdrawal that has not been sent yet',
    answer: answers.one(schema.withdrawalAnswer),
    errors: ['request.notFound', 'workflow.wrongState', 'workflow.forbidden'],
    handler: c.cancel,
  });
}
