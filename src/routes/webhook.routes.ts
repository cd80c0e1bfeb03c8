import { makeWebhookController, type WebhookControllerDeps } from '../controllers/webhook.controller';
import { anyone } from '../utils/access';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/webhook.validator';

const intake = {
  surface: 'api',
  method: 'post',
  access: anyone,
  limit: 'open',
  answer: answers.one(schema.receivedAnswer),
  idempotency: 'none',
  errors: ['request.notFound', 'payment.webhookRefused'],
} as const;
const staffs = {
  surface: 'api',
  method: 'post',
  access: withRight('webhooks.manage'),
  limit: 'write',
  answer: answers.one(schema.webhookAnswer),
} as const;

/** `/payments/webhook`: what providers tell us; `/admin/webhooks`: what became of it. */
export function makeWebhookRoutes(
  container: WebhookControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeWebhookController(container);
  route(router, {
    ...intake,
    path: '/payments/webhook',
    schema: schema.anyWebhook,
    summary: 'The webhook of the usual payment provider: raw body, signed',
    handler: c.receive,
  });
  route(router, {
    ...intake,
    path: '/payments/webhook/:provider',
    schema: schema.providersWebhook,
    summary: 'The webhook of one payment provider: raw body, signed',
    handler: c.receiveFrom,
  });
  staffRoutes(router, container);
  return router;
}

function staffRoutes(router: ResourceRouter, container: WebhookControllerDeps): void {
  const c = makeWebhookController(container);
  route(router, {
    ...staffs,
    method: 'get',
    path: '/admin/webhooks',
    limit: 'read',
    schema: schema.listWebhooks,
    summary: 'What payment providers have told us, the latest first',
    answer: answers.list(schema.webhookAnswer),
    errors: [],
    handler: c.listWebhooks,
  });
  route(router, {
    ...staffs,
    path: '/admin/webhooks/:id/resolve',
    schema: schema.resolveWebhook,
    summary: 'Decide about parked money: to its payer’s wallet, or nothing',
    errors: ['request.notFound', 'workflow.wrongState', 'webhook.noPayer'],
    handler: c.resolve,
  });
  route(router, {
    ...staffs,
    path: '/admin/webhooks/:id/replay',
    schema: schema.oneWebhook,
    summary: 'Act again on what was parked or not known',
    errors: ['request.notFound', 'workflow.wrongState'],
    handler: c.replay,
  });
}
