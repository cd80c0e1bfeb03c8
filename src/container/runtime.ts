import { makeAuthenticate } from '../middleware/authenticate';
import { makeBodyReader } from '../middleware/body';
import { makeRateLimit } from '../middleware/rateLimit';
import { makeRouteRuntime, type RuntimeDeps } from '../middleware/routeRuntime';
import { makeDispatcher } from '../services/outbox/dispatcher';
import { handlers } from '../services/outbox/handlers';
import { makeTasks } from '../services/tasks';
import { makeTaskRunner } from '../services/tasks/taskRunner';
import { makeMetrics } from '../utils/metrics';
import type { ChannelServices } from './channels';
import type { Core } from './core';
import type { GatewayServices } from './gateways';
import type { Identity } from './identity';
import type { Jobs } from './jobs';
import type { Payments } from './payments';
import type { People } from './people';
import type { StaffRoom } from './staffRoom';
import type { Phones } from './phones';
import type { Talks } from './talks';
import type { Wallet } from './wallet';

/** Every service; the container is these and what runs them. */
export type Services = Core &
  GatewayServices &
  Identity &
  ChannelServices &
  People &
  Phones &
  Payments &
  StaffRoom &
  Talks &
  Wallet &
  Jobs;

/** What runs the services: events, tasks, requests. */
export type Runtime = ReturnType<typeof makeRuntime>;

/** Makes what calls the services from outside. */
export function makeRuntime(services: Services, inspect: RuntimeDeps['inspect']) {
  const { config, clock, logger, counters, gateway, idempotency, instanceId, outbox, sessions, tokens } =
    services;
  const dispatcher = makeDispatcher({ clock, logger, handlers, deps: services, instanceId });
  outbox.onRecorded(dispatcher.nudge);
  const runtime = makeRouteRuntime({
    logger,
    deadlineMs: config.http.deadlineMs,
    fileDeadlineMs: config.http.fileDeadlineMs,
    authenticate: makeAuthenticate({ tokens, clock, findActor: sessions.findActor }),
    limit: makeRateLimit({ clock, counters }),
    body: makeBodyReader({ uploadDir: services.uploadDir, bodyMs: config.http.bodyMs, logger }),
    idempotency,
    inspect,
  });
  return {
    dispatcher,
    tasks: makeTaskRunner({ clock, logger, tasks: makeTasks(services), instanceId }),
    runtime,
    metrics: makeMetrics({ outboxStats: dispatcher.stats, connectedSockets: gateway.connectedSockets }),
  };
}
