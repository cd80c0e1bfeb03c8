import type { Container } from '../../src/container';
import { makeMatureEarnings } from '../../src/services/earnings/maturing';
import { anyone } from '../../src/utils/access';
import { after, days } from '../../src/utils/clock';
import { input, type OpenReq } from '../../src/utils/input';
import { ok } from '../../src/utils/respond';
import { answers, resourceRouter, route, type ResourceRouter } from '../../src/utils/route';
import { objectId } from '../../src/validators/common.validator';
import { Joi } from '../../src/validators/joi';

const nothing = input({});
const one = input({ params: Joi.object<{ id: string }, true>({ id: objectId().required() }) });
/** When every earning is due; the server's own task finds none before. */
const HOLD_IS_OVER_MS = days(6);

/** What the server does by itself, asked for by a request, so that it can be ended in the middle of it. */
export function makeCrashRoutes(container: Container): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const { clock } = container;
  const later = { now: () => after(clock.now(), HOLD_IS_OVER_MS) };
  const matureEarnings = makeMatureEarnings({ ...container, clock: later });
  const asked = {
    surface: 'api',
    method: 'post',
    access: anyone,
    limit: 'open',
    idempotency: 'none',
    answer: answers.one(Joi.object({ found: Joi.number() })),
    errors: [],
  } as const;
  route(router, {
    ...asked,
    path: '/mature',
    schema: nothing,
    summary: 'Makes earnings available as if their time had come',
    handler: async (_req: OpenReq<typeof nothing>, res) => ok(res, { found: await matureEarnings(100) }),
  });
  route(router, {
    ...asked,
    path: '/refunds/:id',
    schema: one,
    summary: 'Sends a refund, or asks how it stands',
    handler: async (req: OpenReq<typeof one>, res) => {
      await container.refunds.drive(req.input.params.id);
      ok(res, {});
    },
  });
  route(router, {
    ...asked,
    path: '/withdrawals/:id',
    schema: one,
    summary: 'Sends a withdrawal',
    handler: async (req: OpenReq<typeof one>, res) => {
      await container.withdrawalSending.send(req.input.params.id);
      ok(res, {});
    },
  });
  return router;
}
