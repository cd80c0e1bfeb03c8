import { makePaymentController, type PaymentControllerDeps } from '../controllers/payment.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/payment.validator';

const pays = {
  surface: 'api',
  method: 'post',
  access: signedIn,
  limit: 'write',
  // An app's card form is opened by what the answer holds.
  idempotency: 'tokens',
  answer: answers.created(schema.paymentAnswer),
} as const;
const PROVIDER_ERRORS = ['payment.notAvailable', 'payment.declined', 'payment.providerFailed'] as const;

/** `/payments` and the way into one's own wallet. */
export function makePaymentRoutes(
  container: PaymentControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makePaymentController(container);
  route(router, {
    ...pays,
    path: '/payments/initiate',
    schema: schema.initiate,
    summary: 'Pay a hired job or into one’s own wallet; asking again goes on where the payment stands',
    errors: [
      ...PROVIDER_ERRORS,
      'request.notFound',
      'access.forbidden',
      'workflow.forbidden',
      'workflow.wrongState',
      'payment.nothingDue',
      'payment.tooLate',
      'payment.outOfRange',
      'wallet.insufficientFunds',
    ],
    handler: c.initiate,
  });
  route(router, {
    ...pays,
    path: '/wallet/topup',
    schema: schema.topup,
    summary: 'Pay into one’s own wallet',
    errors: [...PROVIDER_ERRORS, 'payment.outOfRange'],
    handler: c.topup,
  });
  lookRoutes(router, container);
  return router;
}

function lookRoutes(router: ResourceRouter, container: PaymentControllerDeps): void {
  route(router, {
    surface: 'api',
    method: 'get',
    path: '/payments/:id',
    access: signedIn,
    limit: 'read',
    schema: schema.onePayment,
    summary: 'How one’s own payment stands',
    answer: answers.one(schema.paymentAnswer),
    errors: ['request.notFound'],
    handler: makePaymentController(container).getPayment,
  });
}
