import type { RequestHandler } from 'express';
import type { Metrics } from '../utils/metrics';

/** What a client left before the answer counts as (nginx's word for it). */
const CLIENT_GONE = 499;

/** Measures each request until its answer is sent or its client is gone, under the pattern of its route. */
export function makeMetricsMiddleware({ metrics }: { readonly metrics: Metrics }): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    res.once('close', () => {
      const status = res.writableFinished ? res.statusCode : CLIENT_GONE;
      const route = res.locals.routePath ?? 'unmatched';
      metrics.observeRequest({
        method: req.method,
        route,
        status,
        seconds: (performance.now() - start) / 1000,
      });
    });
    next();
  };
}
