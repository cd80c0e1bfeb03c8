import { join } from 'node:path';
import type { Config } from './config';
import { pingDatabase } from './config/database';
import type { Logger } from './config/logger';
import { makePassport } from './config/passport';
import { localSecrets } from './config/secrets';
import { makeAuthenticate } from './middleware/authenticate';
import { makeBodyReader } from './middleware/body';
import { makeRateLimit } from './middleware/rateLimit';
import { makeRouteRuntime, type RuntimeDeps } from './middleware/routeRuntime';
import { makeHealthService, type HealthService } from './services/health.service';
import { makeIdempotencyService, type IdempotencyService } from './services/idempotency.service';
import { makeMongoCounterStore } from './services/limits/mongoCounterStore';
import { makeRateCounters, type RateCounters } from './services/limits/rateCounters';
import { openApiOf } from './services/openapi/openapi.service';
import { makeActivityService, type ActivityService } from './services/activity.service';
import { makeDispatcher, type Dispatcher } from './services/outbox/dispatcher';
import { handlers } from './services/outbox/handlers';
import type { HandlerDeps } from './services/outbox/handlers/handler';
import { makeOutbox, type Outbox } from './services/outbox/outbox.service';
import { makeSessionService, type SessionService } from './services/session.service';
import { makeSettingService, type SettingService } from './services/setting.service';
import { makeTasks } from './services/tasks';
import { makeTaskRunner, type TaskRunner } from './services/tasks/taskRunner';
import { tokenKey, type TokenOptions } from './utils/accessToken';
import { systemClock, type Clock } from './utils/clock';
import { newUuid } from './utils/ids';
import { makeMetrics, type Metrics } from './utils/metrics';
import type { RouteRuntime } from './utils/route';

export interface Container {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process in leases. */
  readonly instanceId: string;
  readonly health: HealthService;
  readonly metrics: Metrics;
  readonly tokens: TokenOptions;
  readonly sessions: SessionService;
  readonly settings: SettingService;
  readonly idempotency: IdempotencyService;
  readonly counters: RateCounters;
  readonly outbox: Outbox;
  readonly activities: ActivityService;
  readonly dispatcher: Dispatcher;
  readonly tasks: TaskRunner;
  readonly runtime: RouteRuntime;
  readonly openApi: typeof openApiOf;
}

export interface ContainerOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Tests look at each answer beside its route's declaration. */
  readonly inspect?: RuntimeDeps['inspect'];
}

/** The composition root: makes every service once and hands it what it needs. Opens no connection. */
export function makeContainer({ config, logger, clock = systemClock, inspect }: ContainerOptions): Container {
  const instanceId = newUuid();
  const tokens = tokensOf(config);
  const sessions = makeSessionService({ clock });
  const idempotency = makeIdempotencyService({ clock });
  const counters = makeRateCounters({ clock, logger, store: makeMongoCounterStore() });
  const outbox = makeOutbox({ clock, handlers });
  const settings = makeSettingService({ clock, outbox });
  const activities = makeActivityService();
  const handlerDeps: HandlerDeps = { activities };
  const tasks = makeTaskRunner({ clock, logger, tasks: makeTasks({ clock }), instanceId });
  const dispatcher = makeDispatcher({ clock, logger, handlers, deps: handlerDeps, instanceId });
  const runtime = makeRouteRuntime({
    logger,
    deadlineMs: config.http.deadlineMs,
    authenticate: makeAuthenticate(makePassport({ tokens, clock, findActor: sessions.findActor })),
    limit: makeRateLimit({ clock, counters }),
    body: makeBodyReader({ uploadDir: join(config.dataDir, 'uploads'), logger }),
    idempotency,
    inspect,
  });
  return {
    config,
    clock,
    logger,
    instanceId,
    tokens,
    sessions,
    settings,
    idempotency,
    counters,
    outbox,
    activities,
    dispatcher,
    tasks,
    runtime,
    openApi: openApiOf,
    health: makeHealthService({ pingDatabase }),
    metrics: makeMetrics({ outboxStats: dispatcher.stats }),
  };
}

function tokensOf({ jwt, dataDir }: Config): TokenOptions {
  return {
    key: tokenKey(jwt.secret ?? localSecrets(dataDir).jwt),
    issuer: jwt.issuer,
    audience: jwt.audience,
  };
}
