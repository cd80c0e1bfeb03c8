import { makeSandboxController, type SandboxDeps } from '../controllers/sandbox.controller';
import { anyone } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/sandbox.validator';

const common = {
  surface: 'api',
  access: anyone,
  limit: 'open',
  path: '/sandbox/pay/:chargeId',
  answer: answers.raw('text/html'),
  errors: ['sandbox.chargeNotFound'],
} as const;

/** `/sandbox/pay/…`, at the root; never mounted in production. */
export function makeSandboxRoutes(
  container: SandboxDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeSandboxController(container);

  route(router, {
    ...common,
    method: 'get',
    schema: schema.showPayPage,
    summary: 'The pay page of the sandbox gateway, in the payer’s language',
    handler: c.show,
  });
  route(router, {
    ...common,
    method: 'post',
    schema: schema.takePayStep,
    idempotency: 'none',
    summary: 'One step of the payer on that page: pay with a test card, approve, refuse or cancel',
    handler: c.takeStep,
  });
  return router;
}
