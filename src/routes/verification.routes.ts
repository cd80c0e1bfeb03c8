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
    summary: 'Ask to be verified, or send in what staff wanted changed; after a decision one may ask anew',
    answer: answers.created(schema.ownAnswer),
    errors: [
      'request.notFound',
      'verification.alreadyOpen',
      'verification.documentsMissing',
      'verification.tooManyDocuments',
      'media.notUsable',
      'server.keyMissing',
      ...uploadErrors,
    ],
    handler: c.submit,
  });
  route(router, {
    ...own,
    method: 'get',
    limit: 'read',
    schema: schema.getOwn,
    summary: 'One’s latest request to be verified, and which documents it needs',
    answer: answers.one(schema.ownAnswer),
    errors: [],
    handler: c.getOwn,
  });
  queue(router, c);
  deciding(router, c);
  papers(router, c);
  return router;
}

type Controller = ReturnType<typeof makeVerificationController>;

function queue(router: ResourceRouter, c: Controller): void {
  route(router, {
    ...staff,
    method: 'get',
    path: '/admin/verifications',
    limit: 'read',
    schema: schema.list,
    summary: 'Craftsmen who ask to be verified; those who wait for staff unless another status is asked for',
    answer: answers.list(schema.staffAnswer),
    errors: [],
    handler: c.list,
  });
  route(router, {
    ...staff,
    method: 'get',
    path: '/admin/verifications/:id',
    limit: 'read',
    schema: schema.oneCase,
    summary: 'A request with links to its papers, for the one who asks',
    answer: one,
    errors: ['request.notFound'],
    handler: c.get,
  });
  route(router, {
    ...staff,
    method: 'post',
    path: '/admin/verifications/:id/take',
    limit: 'write',
    schema: schema.oneCase,
    summary: 'Take a request: colleagues leave it alone for a day',
    answer: one,
    errors: decisionErrors,
    handler: c.take,
  });
}

const decisionErrors = [
  'request.notFound',
  'workflow.wrongState',
  'workflow.forbidden',
  'verification.takenByAnother',
  'verification.sentAnew',
  'staff.notYourself',
] as const;

function deciding(router: ResourceRouter, c: Controller): void {
  const decision = { ...staff, method: 'post', limit: 'write', answer: one, errors: decisionErrors } as const;
  route(router, {
    ...decision,
    path: '/admin/verifications/:id/approve',
    schema: schema.approve,
    summary: 'Verify a craftsman, for as long as the settings say',
    handler: c.approve,
  });
  route(router, {
    ...decision,
    path: '/admin/verifications/:id/reject',
    schema: schema.giveReason,
    summary: 'Refuse a craftsman’s request, with the reason that he is told',
    handler: c.reject,
  });
  route(router, {
    ...decision,
    path: '/admin/verifications/:id/request-changes',
    schema: schema.giveReason,
    summary: 'Give a request back to the craftsman, with what he has to change',
    handler: c.requestChanges,
  });
}

function papers(router: ResourceRouter, c: Controller): void {
  const paper = {
    ...staff,
    method: 'get',
    limit: 'read',
    schema: schema.viewDocument,
    errors: ['request.notFound', 'verification.linkExpired', 'server.keyMissing'],
  } as const;
  route(router, {
    ...paper,
    path: '/admin/verifications/:id/documents/:documentId/file',
    summary: 'A craftsman’s paper, by the link that was made for the one who asks; every view is logged',
    answer: answers.raw('*/*'),
    handler: c.viewFile,
  });
  route(router, {
    ...paper,
    path: '/admin/verifications/:id/documents/:documentId/number',
    summary: 'The number on a paper, as plain text, in the same way',
    answer: answers.raw('text/plain'),
    handler: c.viewNumber,
  });
}
