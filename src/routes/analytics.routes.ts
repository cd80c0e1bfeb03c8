import { makeAnalyticsController, type AnalyticsControllerDeps } from '../controllers/analytics.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/analytics.validator';

/** `/admin/analytics` */
export function makeAnalyticsRoutes(
  container: AnalyticsControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeAnalyticsController(container);

  const read = { surface: 'api', method: 'get', access: withRight('analytics.read'), limit: 'read' } as const;

  route(router, {
    ...read,
    path: '/admin/analytics/disputes',
    schema: schema.disputeFigures,
    summary: 'How fast disputes are decided: the median beside the goal',
    answer: answers.one(schema.disputeFiguresAnswer),
    errors: [],
    handler: c.disputes,
  });
  route(router, {
    ...read,
    path: '/admin/analytics/funnel',
    schema: schema.ofTime,
    summary: 'What became of the jobs posted in a time, and how long they waited for a quote',
    answer: answers.one(schema.funnelAnswer),
    errors: [],
    handler: c.funnel,
  });
  moreFigures(router, container);
  return router;
}

function moreFigures(router: ResourceRouter, container: AnalyticsControllerDeps): void {
  const c = makeAnalyticsController(container);
  const read = { surface: 'api', method: 'get', access: withRight('analytics.read'), limit: 'read' } as const;
  route(router, {
    ...read,
    path: '/admin/analytics/fill-rate',
    schema: schema.fillRate,
    summary: 'The same by service or by area, the one with the most jobs first',
    answer: answers.one(schema.fillRateAnswer),
    errors: [],
    handler: c.fillRate,
  });
  route(router, {
    ...read,
    path: '/admin/analytics/revenue',
    schema: schema.ofTime,
    summary: 'What the platform took, in each currency and day by day',
    answer: answers.one(schema.revenueAnswer),
    errors: [],
    handler: c.revenue,
  });
  route(router, {
    ...read,
    path: '/admin/analytics/retention',
    schema: schema.retention,
    summary: 'Of those who opened accounts in a month, how many did business in each month since',
    answer: answers.one(schema.retentionAnswer),
    errors: [],
    handler: c.retention,
  });
}
