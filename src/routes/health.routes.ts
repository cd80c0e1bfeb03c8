import type { Container } from '../container';
import { makeHealthController } from '../controllers/health.controller';
import { anyone } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter } from '../utils/route';
import * as schema from '../validators/health.validator';

/** `/health` and `/metrics`, at the root and under `/api`. */
export function makeHealthRoutes(
  container: Pick<Container, 'runtime' | 'health' | 'metrics'>,
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeHealthController(container);
  const open = { surface: 'api', access: anyone, limit: 'open', schema: schema.nothing, errors: [] } as const;
  const answer = answers.one(schema.healthAnswer);

  route(router, {
    ...open,
    method: 'get',
    path: '/health/live',
    summary: 'Is the process alive?',
    answer,
    handler: c.live,
  });
  route(router, {
    ...open,
    method: 'get',
    path: ['/health', '/health/ready'],
    summary: 'Can requests be served now?',
    answer,
    handler: c.ready,
  });
  route(router, {
    ...open,
    method: 'get',
    path: '/metrics',
    summary: 'Figures for Prometheus',
    answer: answers.raw('text/plain'),
    handler: c.metrics,
  });

  return router;
}
