import { join } from 'node:path';
import type { Config } from './config';
import { pingDatabase } from './config/database';
import { noErrorTracker, type ErrorTracker } from './config/errorTracker';
import type { Logger } from './config/logger';
import { makePassport } from './config/passport';
import { localSecrets } from './config/secrets';
import { makeAuthenticate } from './middleware/authenticate';
import { makeBodyReader } from './middleware/body';
import { makeRateLimit } from './middleware/rateLimit';
import { localeOf } from './middleware/requestContext';
import { makeRouteRuntime, type RuntimeDeps } from './middleware/routeRuntime';
import { makeAccountEmailService, type AccountEmailService } from './services/accountEmail.service';
import { makeRegisterUser, type RegisterUser } from './services/acts/register-user';
import { makeAuthService, type AuthService } from './services/auth.service';
import { makeRefreshTokens } from './services/auth/refreshTokens';
import { makeConfigService, type ConfigService } from './services/config.service';
import { makeHealthService, type HealthService } from './services/health.service';
import { makeIdempotencyService, type IdempotencyService } from './services/idempotency.service';
import { makeAccountLimits, type AccountLimits } from './services/limits/accountLimits';
import { makeMongoCounterStore } from './services/limits/mongoCounterStore';
import { makeRateCounters, type RateCounters } from './services/limits/rateCounters';
import { makeOneTimeTokenService, type OneTimeTokenService } from './services/oneTimeToken.service';
import { openApiOf } from './services/openapi/openapi.service';
import { makeActivityService, type ActivityService } from './services/activity.service';
import { makeDispatcher, type Dispatcher } from './services/outbox/dispatcher';
import { handlers } from './services/outbox/handlers';
import type { HandlerDeps } from './services/outbox/handlers/handler';
import { makeOutbox, type Outbox } from './services/outbox/outbox.service';
import { makeChannels } from './services/notices/channels';
import { makeInboxService, type InboxService } from './services/inbox.service';
import { makeMailProvider } from './services/providers/mail';
import { makeMailer } from './services/providers/mail/mailer';
import { makeNotificationService, type NotificationService } from './services/notification.service';
import { makePasswordService, type PasswordService } from './services/password.service';
import { findPeople } from './services/person.service';
import { makePreferenceService, type PreferenceService } from './services/preference.service';
import { makePasswordHasher, type PasswordHasher } from './services/passwords/passwordHasher';
import { makeEventLog, type EventLog } from './services/realtime/eventLog';
import { makeGateway, type Gateway } from './services/realtime/gateway';
import type { ConnectionFigures } from './services/realtime/connectionLimits';
import { makeRealtime } from './services/realtime/realtime';
import { makeSessionService, type SessionService } from './services/session.service';
import { makeSettingService, type SettingService } from './services/setting.service';
import { makeStaffService, type StaffService } from './services/staff.service';
import { makeTotpService, type TotpService } from './services/totp.service';
import { makeUserService, type UserService } from './services/user.service';
import { makeTasks } from './services/tasks';
import { makeTaskRunner, type TaskRunner } from './services/tasks/taskRunner';
import type { TokenOptions } from './utils/accessToken';
import { systemClock, type Clock } from './utils/clock';
import { newUuid } from './utils/ids';
import { makeKeys, type Keys } from './utils/keys';
import { makeMetrics, type Metrics } from './utils/metrics';
import type { RouteRuntime } from './utils/route';
import { makeTokenCheck } from './utils/tokenCheck';

export interface Container {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly errorTracker: ErrorTracker;
  /** Names this process in leases. */
  readonly instanceId: string;
  readonly health: HealthService;
  readonly metrics: Metrics;
  readonly tokens: TokenOptions;
  readonly keys: Keys;
  readonly passwords: PasswordHasher;
  readonly accountLimits: AccountLimits;
  readonly sessions: SessionService;
  readonly auth: AuthService;
  readonly registerUser: RegisterUser;
  readonly oneTimeTokens: OneTimeTokenService;
  readonly passwordService: PasswordService;
  readonly accountEmails: AccountEmailService;
  readonly settings: SettingService;
  readonly users: UserService;
  readonly staff: StaffService;
  readonly totp: TotpService;
  readonly findPeople: typeof findPeople;
  readonly preferences: PreferenceService;
  readonly publicConfig: ConfigService;
  readonly idempotency: IdempotencyService;
  readonly counters: RateCounters;
  readonly outbox: Outbox;
  readonly activities: ActivityService;
  readonly dispatcher: Dispatcher;
  readonly eventLog: EventLog;
  readonly inbox: InboxService;
  readonly notifications: NotificationService;
  readonly gateway: Gateway;
  readonly tasks: TaskRunner;
  readonly runtime: RouteRuntime;
  readonly openApi: typeof openApiOf;
}

export interface ContainerOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly errorTracker?: ErrorTracker;
  readonly clock?: Clock;
  /** What one process lets in of sockets; a benchmark opens many from one address. */
  readonly socketFigures?: Partial<ConnectionFigures>;
  /** Tests look at each answer beside its route's declaration. */
  readonly inspect?: RuntimeDeps['inspect'];
}

/** The composition root: makes every service once and hands it what it needs. Opens no connection. */
export function makeContainer({
  config,
  logger,
  errorTracker = noErrorTracker,
  clock = systemClock,
  inspect,
  socketFigures,
}: ContainerOptions): Container {
  const instanceId = newUuid();
  const keys = makeKeys(config.jwt.secret ?? localSecrets(config.dataDir).jwt);
  const tokens: TokenOptions = { key: keys.jwt, issuer: config.jwt.issuer, audience: config.jwt.audience };
  const passwords = makePasswordHasher({ logger });
  const accountLimits = makeAccountLimits({ clock });
  const idempotency = makeIdempotencyService({ clock });
  const counters = makeRateCounters({ clock, logger, store: makeMongoCounterStore() });
  const outbox = makeOutbox({ clock, handlers });
  const refreshTokens = makeRefreshTokens({ keys });
  const sessions = makeSessionService({ clock, outbox, tokens, refreshTokens, ttl: config.jwt });
  const oneTimeTokens = makeOneTimeTokenService({ clock, keys, publicUrl: publicUrlOf(config) });
  const identity = { clock, outbox, sessions, passwords, accountLimits, oneTimeTokens };
  const passwordService = makePasswordService(identity);
  const staffNeedsSecondFactor = config.isProduction;
  const assertPassword = passwordService.assertCurrent;
  const totp = makeTotpService({ ...identity, keys, assertPassword, staffNeedsSecondFactor });
  const staff = makeStaffService(identity);
  const settings = makeSettingService({ clock, outbox });
  const activities = makeActivityService();
  const eventLog = makeEventLog({ clock });
  const gateway = makeGateway({
    clock,
    logger,
    eventLog,
    localeOf,
    corsOrigins: config.http.corsOrigins,
    figures: { perAddress: config.http.socketsPerAddress, ...socketFigures },
    checkToken: makeTokenCheck({ tokens, clock, findActor: sessions.findActor }),
  });
  const realtime = makeRealtime({ eventLog, deliver: gateway.deliver });
  const inbox = makeInboxService({ clock });
  const notifications = makeNotificationService({ clock, outbox, realtime });
  const notices = makeChannels({
    clock,
    notifications,
    mailer: makeMailer(makeMailProvider(config, inbox)),
    links: oneTimeTokens,
    timeZone: () => settings.get('market.timeZone'),
    appUrl: publicUrlOf(config),
  });
  const handlerDeps: HandlerDeps = {
    activities,
    notices,
    notifications,
    realtime,
    gateway,
    oneTimeTokens,
    passwordService,
  };
  const tasks = makeTaskRunner({ clock, logger, tasks: makeTasks({ clock, staff }), instanceId });
  const dispatcher = makeDispatcher({ clock, logger, handlers, deps: handlerDeps, instanceId });
  outbox.onRecorded(dispatcher.nudge);
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
    errorTracker,
    instanceId,
    tokens,
    keys,
    passwords,
    accountLimits,
    sessions,
    auth: makeAuthService({ ...identity, activities, secondFactor: totp, staffNeedsSecondFactor }),
    registerUser: makeRegisterUser(identity),
    oneTimeTokens,
    passwordService,
    accountEmails: makeAccountEmailService({ ...identity, passwordService }),
    settings,
    idempotency,
    counters,
    outbox,
    activities,
    eventLog,
    inbox,
    notifications,
    gateway,
    dispatcher,
    tasks,
    runtime,
    openApi: openApiOf,
    staff,
    totp,
    findPeople,
    users: makeUserService({ clock, outbox, settings, sessions }),
    preferences: makePreferenceService({ clock, outbox }),
    publicConfig: makeConfigService({ settings }),
    health: makeHealthService({ pingDatabase }),
    metrics: makeMetrics({ outboxStats: dispatcher.stats, connectedSockets: gateway.connectedSockets }),
  };
}

/** Where links in mails lead; a local server is its own client app. */
const publicUrlOf = ({ http: { publicUrl, port } }: Config): string =>
  (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, '');
