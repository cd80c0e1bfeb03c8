import { makeQuoteController, type QuoteControllerDeps } from '../controllers/quote.controller';
import { role } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/quote.validator';

const one = answers.one(schema.quoteAnswer);
const api = { surface: 'api' } as const;
const craftsmans = { ...api, access: role('craftsman'), limit: 'write' } as const;
const owners = { ...api, access: role('client'), limit: 'write' } as const;
const onQuote = '/jobs/:jobId/quotes/:quoteId';
const gone = ['request.notFound', 'workflow.wrongState'] as const;

/** `/jobs/:jobId/quotes` and one's own quotes. */
export function makeQuoteRoutes(
  container: QuoteControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeQuoteController(container);
  route(router, {
    ...craftsmans,
    method: 'post',
    path: '/jobs/:jobId/quotes',
    schema: schema.submitQuote,
    summary: 'Quote on a job; answers an open invitation',
    answer: answers.created(schema.quoteAnswer),
    errors: [
      ...gone,
      'quote.ownJob',
      'quote.restricted',
      'quote.notVerified',
      'quote.alreadyLive',
      'quote.limitReached',
      'quote.feeDebt',
    ],
    handler: c.submit,
  });
  craftsmansRoutes(router, container);
  ownersRoutes(router, container);
  listRoutes(router, container);
  return router;
}

function craftsmansRoutes(router: ResourceRouter, container: QuoteControllerDeps): void {
  const c = makeQuoteController(container);
  route(router, {
    ...craftsmans,
    method: ['put', 'patch'],
    path: onQuote,
    schema: schema.reviseQuote,
    summary: 'Revise one’s own quote: the next version, good anew',
    answer: one,
    errors: [...gone, 'quote.expired'],
    handler: c.revise,
  });
  route(router, {
    ...craftsmans,
    method: 'post',
    path: `${onQuote}/confirm`,
    schema: schema.oneQuote,
    summary: 'Confirm one’s own quote after the owner changed the job',
    answer: one,
    errors: [...gone, 'quote.expired', 'quote.nothingToConfirm'],
    handler: c.confirm,
  });
  route(router, {
    ...craftsmans,
    method: 'delete',
    path: onQuote,
    schema: schema.endQuote,
    summary: 'Withdraw one’s own quote',
    answer: one,
    errors: gone,
    handler: c.withdraw,
  });
}

function ownersRoutes(router: ResourceRouter, container: QuoteControllerDeps): void {
  const c = makeQuoteController(container);
  route(router, {
    ...owners,
    method: ['post', 'put'],
    path: `${onQuote}/accept`,
    schema: schema.acceptQuote,
    summary: 'Hire the craftsman for this quote',
    answer: one,
    errors: [
      ...gone,
      'quote.expired',
      'quote.versionChanged',
      'quote.needsConfirmation',
      'quote.craftsmanUnavailable',
    ],
    handler: c.accept,
  });
  route(router, {
    ...owners,
    method: ['post', 'put'],
    path: `${onQuote}/reject`,
    schema: schema.endQuote,
    summary: 'Decline this quote',
    answer: one,
    errors: gone,
    handler: c.decline,
  });
}

function listRoutes(router: ResourceRouter, container: QuoteControllerDeps): void {
  const c = makeQuoteController(container);
  route(router, {
    ...api,
    method: 'get',
    path: '/jobs/:jobId/quotes',
    access: role('client', 'craftsman'),
    limit: 'read',
    schema: schema.listQuotes,
    summary: 'The quotes on a job: all for its owner, one’s own for a craftsman',
    answer: answers.list(schema.quoteAnswer),
    errors: ['request.notFound'],
    handler: c.listOfJob,
  });
  route(router, {
    ...api,
    method: 'get',
    path: '/users/me/quotes',
    access: role('craftsman'),
    limit: 'read',
    schema: schema.listOwnQuotes,
    summary: 'One’s own quotes with their jobs',
    answer: answers.list(schema.quoteAnswer),
    errors: [],
    handler: c.listOwn,
  });
}
