import {
  makeVerificationController,
  type VerificationControllerDeps,
} from '../controllers/verification.controller';
import { role } from '../utils/access';
import { uploadErrors } from '../utils/errorCodes/media.codes';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/verification.validator';

const own = { surface: 'api', path: '/users/craftsman/verification', access: role('craftsman') } as const;
const staff = { surface: 'api', access: withRight('verifications.decide') } as const;
const one = answers.one(schema.staffAnswer);

/** `/users/craftsman/verification` and `/admin/verifications`: who asks to be verified, and who decides. */
export function makeVerificationRoutes(
  container: VerificationControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeVerificationController(container);

  route(router, {
    ...own,
    method: 'post',
    limit: 'write',
    schema: schema.submit,
    summary: 'Ask to be verified; after a refusal one may ask again',
    answer: answers.created(schema.ownAnswer),
    errors: ['request.notFound', 'verification.alreadyOpen', 'media.notUsable', ...uploadErrors],
    handler: c.submit,
  });
  route(router, {
    ...own,
    method: 'get',
    limit: 'read',
    schema: schema.getOwn,
    summary: 'One’s latest request to be verified',
    answer: answers.one(schema.ownAnswer),
    errors: ['request.notFound'],
    handler: c.getOwn,
  });
  deciding(router, c);
  return router;
}

function deciding(router: ResourceRouter, c: ReturnType<typeof makeVerificationController>): void {
  route(router, {
    ...staff,
    method: 'get',
    path: '/admin/verifications',
    limit: 'read',
    schema: schema.list,
    summary: 'Craftsmen who ask to be verified; those who wait unless another status is asked for',
    answer: answers.list(schema.staffAnswer),
    errors: [],
    handler: c.list,
  });
  route(router, {
    ...staff,
    method: 'post',
    path: '/admin/verifications/:id/approve',
    limit: 'write',
    schema: schema.approve,
    summary: 'Verify a craftsman',
    answer: one,
    errors: ['request.notFound', 'workflow.wrongState', 'workflow.forbidden', 'staff.notYourself'],
    handler: c.approve,
  });
  route(router, {
    ...staff,
    method: 'post',
    path: '/admin/verifications/:id/reject',
    limit: 'write',
    schema: schema.reject,
    summary: 'Refuse a craftsman’s request, with the reason that he is told',
    answer: one,
    errors: ['request.notFound', 'workflow.wrongState', 'workflow.forbidden', 'staff.notYourself'],
    handler: c.reject,
  });
}
