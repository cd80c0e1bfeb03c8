import type { Metrics } from '../utils/metrics';
import type { Ended } from './observe';

/** Measures each request that has ended, under the pattern of its route. */
export function makeRequestMetrics({ metrics }: { readonly metrics: Metrics }): (ended: Ended) => void {
  return ({ req, route, status, ms }) =>
    metrics.observeRequest({ method: req.method, route, status, seconds: ms / 1_000 });
}
