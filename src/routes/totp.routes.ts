import { makeTotpController, type TotpControllerDeps } from '../controllers/totp.controller';
import { onboarding } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/totp.validator';

const post = {
  method: 'post',
  surface: 'api',
  access: onboarding,
  limit: 'authAttempt',
  idempotency: 'tokens',
} as const;

/** `/auth/totp`: for staff, whichever role is active, also while nothing else is allowed. Answers hold secrets and are never kept. */
export function makeTotpRoutes(
  container: TotpControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  turningOn(router, container);
  turningOff(router, container);
  return router;
}

function turningOn(router: ResourceRouter, container: TotpControllerDeps): void {
  const c = makeTotpController(container);
  route(router, {
    ...post,
    path: '/auth/totp/setup',
    schema: schema.setUp,
    summary: 'Get a secret for the authenticator app',
    answer: answers.one(schema.setUpAnswer),
    errors: ['access.forbidden', 'totp.alreadyEnabled'],
    handler: c.setUp,
  });
  route(router, {
    ...post,
    path: '/auth/totp/enable',
    schema: schema.enable,
    summary: 'Turn the second factor on with a first code; gives the recovery codes',
    answer: answers.one(schema.recoveryCodesAnswer),
    errors: ['access.forbidden', 'totp.notSetUp', 'totp.alreadyEnabled', 'totp.wrongCode'],
    handler: c.enable,
  });
}

function turningOff(router: ResourceRouter, container: TotpControllerDeps): void {
  const c = makeTotpController(container);
  route(router, {
    ...post,
    path: '/auth/totp/disable',
    schema: schema.disable,
    summary: 'Turn the second factor off',
    answer: answers.one(schema.doneAnswer),
    errors: ['access.forbidden', 'totp.notEnabled', 'totp.wrongCode', 'auth.currentPasswordWrong'],
    handler: c.disable,
  });
  route(router, {
    ...post,
    path: '/auth/totp/recovery-codes',
    schema: schema.renewCodes,
    summary: 'Get new recovery codes in place of the old ones',
    answer: answers.one(schema.recoveryCodesAnswer),
    errors: ['access.forbidden', 'totp.notEnabled', 'totp.wrongCode'],
    handler: c.renewCodes,
  });
}
