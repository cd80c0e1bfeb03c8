import { makeNotificationController, type NotificationDeps } from '../controllers/notification.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/notification.validator';

type Handlers = ReturnType<typeof makeNotificationController>;

const reads = { surface: 'api', access: signedIn, limit: 'read' } as const;
const writes = { surface: 'api', access: signedIn, limit: 'write' } as const;

/** `/notifications`: what one was told. */
export function makeNotificationRoutes(
  container: NotificationDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeNotificationController(container);

  route(router, {
    ...reads,
    method: 'get',
    path: '/notifications',
    schema: schema.listNotifications,
    summary: 'One’s own notifications, newest first; `unreadCount` stands beside the list',
    answer: answers.list(schema.notificationAnswer),
    errors: [],
    handler: c.list,
  });
  addMarking(router, c);
  return router;
}

/** `read-all` comes before `:id`, which would take it for an id. */
function addMarking(router: ResourceRouter, c: Handlers): void {
  route(router, {
    ...writes,
    method: 'post',
    path: '/notifications/mark-read',
    schema: schema.markNotifications,
    summary: 'Mark some or all as read; an empty body means all',
    answer: answers.one(schema.markedAnswer),
    errors: ['request.notFound'],
    handler: c.markMany,
  });
  route(router, {
    ...writes,
    method: ['put', 'patch'],
    path: '/notifications/read-all',
    schema: schema.markAllNotifications,
    summary: 'Mark all as read',
    answer: answers.one(schema.markedAnswer),
    errors: [],
    handler: c.markAll,
  });
  route(router, {
    ...writes,
    method: ['put', 'patch'],
    path: ['/notifications/:id', '/notifications/:id/read'],
    schema: schema.markNotification,
    summary: 'Mark one as read',
    answer: answers.one(schema.notificationAnswer),
    errors: ['request.notFound'],
    handler: c.mark,
  });
}
