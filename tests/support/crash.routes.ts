import type { Container } from '../../src/container';
import { makeMatureEarnings } from '../../src/services/earnings/maturing';
import { anyone } from '../../src/utils/access';
import { after, days } from '../../src/utils/clock';
import { input, type OpenReq } from '../../src/utils/input';
import { ok } from '../../src/utils/respond';
import { answers, resourceRouter, route, type ResourceRouter } from '../../src/utils/route';
import { Joi } from '../../src/validators/joi';

const nothing = input({});
/** When every earning is due; the server's own task finds none before. */
const HOLD_IS_OVER_MS = days(6);

/** What the server does by itself, asked for by a request, so that it can be ended in the middle of it. */
export function makeCrashRoutes(container: Container): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const { clock } = container;
  const later = { now: () => after(clock.now(), HOLD_IS_OVER_MS) };
  const matureEarnings = makeMatureEarnings({ ...container, clock: later });
  route(router, {
    surface: 'api',
    method: 'post',
    path: '/mature',
    access: anyone,
    limit: 'open',
    schema: nothing,
    idempotency: 'none',
    summary: 'Makes earnings available as if their time had come',
    answer: answers.one(Joi.object({ found: Joi.number() })),
    errors: [],
    handler: async (_req: OpenReq<typeof nothing>, res) => ok(res, { found: await matureEarnings(100) }),
  });
  return router;
}
