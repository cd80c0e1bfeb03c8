import { makeDisputeController, type DisputeControllerDeps } from '../controllers/dispute.controller';
import { role, signedIn } from '../utils/access';
import { uploadErrors } from '../utils/errorCodes/media.codes';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/dispute.validator';
import { disputeAnswer } from '../validators/disputeAnswer.validator';

const one = answers.one(disputeAnswer);
const sides = { surface: 'api', method: 'post', access: role('client', 'craftsman') } as const;
const evidence = [
  'request.notFound',
  'workflow.wrongState',
  'dispute.nothingGiven',
  'dispute.messageNotFound',
  'dispute.evidenceFull',
  'media.notUsable',
  ...uploadErrors,
] as const;

/** `/disputes` for the two sides of a job; staff look on. */
export function makeDisputeRoutes(
  container: DisputeControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeDisputeController(container);

  route(router, {
    surface: 'api',
    method: 'post',
    path: '/disputes',
    access: role('client', 'craftsman'),
    limit: 'write',
    schema: schema.openDispute,
    summary: 'Dispute a job: its money and its clocks stand still until it is settled',
    answer: answers.created(disputeAnswer),
    errors: [
      'request.notFound',
      'workflow.wrongState',
      'job.notFirm',
      'dispute.tooLate',
      'dispute.alreadyDecided',
    ],
    handler: c.open,
  });
  route(router, {
    surface: 'api',
    method: 'get',
    path: '/disputes/:id',
    access: signedIn,
    limit: 'read',
    schema: schema.oneDispute,
    summary: 'Read a dispute as one of its sides or as staff: clocks, evidence, decision, what one may do',
    answer: one,
    errors: ['request.notFound'],
    handler: c.get,
  });
  arguing(router, c);
  return router;
}

/** What the two sides do while it lasts, and once after it. */
function arguing(router: ResourceRouter, c: ReturnType<typeof makeDisputeController>): void {
  route(router, {
    ...sides,
    path: '/disputes/:id/evidence',
    limit: 'write',
    schema: schema.addEvidence,
    summary: 'Put words, files or messages on record; they can never be changed',
    answer: answers.created(disputeAnswer),
    errors: evidence,
    handler: c.addEvidence,
  });
  route(router, {
    ...sides,
    path: '/disputes/:id/answer',
    limit: 'write',
    schema: schema.answerDispute,
    summary: 'Answer a dispute that the other side has opened, once and in time',
    answer: one,
    errors: [...evidence, 'dispute.yours', 'dispute.alreadyAnswered', 'dispute.answerTooLate'],
    handler: c.answer,
  });
  settling(router, c);
}

/** What they agree on, and what they do not accept. */
function settling(router: ResourceRouter, c: ReturnType<typeof makeDisputeController>): void {
  route(router, {
    ...sides,
    path: '/disputes/:id/settlement',
    limit: 'write',
    schema: schema.offerSettlement,
    summary: 'Say, sealed, what one would accept; where the two meet the dispute is settled in the middle',
    answer: one,
    errors: ['request.notFound', 'workflow.wrongState', 'dispute.offerTooHigh', 'dispute.offersExhausted'],
    handler: c.offerSettlement,
  });
  route(router, {
    ...sides,
    path: '/disputes/:id/appeal',
    limit: 'write',
    schema: schema.appealDispute,
    summary: 'Appeal a decision, once and in time: another member of staff decides',
    answer: one,
    errors: [
      'request.notFound',
      'workflow.wrongState',
      'dispute.alreadyAppealed',
      'dispute.settledByOffers',
      'dispute.notFinal',
      'dispute.appealTooLate',
    ],
    handler: c.appeal,
  });
}
