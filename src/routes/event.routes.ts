import { makeEventController, type EventDeps } from '../controllers/event.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/event.validator';

/** `/events`: what the user was told live, for apps that were offline. */
export function makeEventRoutes(container: EventDeps & { readonly runtime: RouteRuntime }): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const events = makeEventController(container);

  route(router, {
    method: 'get',
    path: '/events',
    surface: 'api',
    access: signedIn,
    limit: 'read',
    schema: schema.listEvents,
    summary: 'Read what one was told live, in order, from a place on',
    answer: answers.list(schema.eventAnswer),
    errors: ['event.tooOld'],
    handler: events.list,
  });
  return router;
}
