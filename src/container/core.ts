import type { Config } from '../config';
import { pingDatabase } from '../config/database';
import { noErrorTracker, type ErrorTracker } from '../config/errorTracker';
import type { Logger } from '../config/logger';
import { localSecrets } from '../config/secrets';
import type { RuntimeDeps } from '../middleware/routeRuntime';
import { makeActivityService } from '../services/activity.service';
import { makeHealthService } from '../services/health.service';
import { makeIdempotencyService } from '../services/idempotency.service';
import { makeAccountLimits } from '../services/limits/accountLimits';
import { makeMongoCounterStore } from '../services/limits/mongoCounterStore';
import { makeRateCounters } from '../services/limits/rateCounters';
import { makeRedisCounterStore } from '../services/limits/redisCounterStore';
import { makeLedgerAnchors } from '../services/ledger/anchors';
import { makeLedger } from '../services/ledger/ledger.service';
import type { PaymentGateways } from '../services/providers/payments/provider';
import type { MediaProvider } from '../services/providers/media/provider';
import type { SocialVerifier } from '../services/providers/social/provider';
import type { SmsProvider } from '../services/providers/sms/provider';
import type { PushProvider } from '../services/providers/push/provider';
import { writtenDocument } from '../services/openapi/writtenDocument';
import type { VirusScanner } from '../services/providers/scan/provider';
import { handlers } from '../services/outbox/handlers';
import { makeOutbox } from '../services/outbox/outbox.service';
import type { ConnectionFigures } from '../services/realtime/connectionLimits';
import { alone, makePeers } from '../services/realtime/peers';
import { makeSettingService } from '../services/setting.service';
import type { TokenOptions } from '../utils/accessToken';
import { systemClock, type Clock } from '../utils/clock';
import { newUuid } from '../utils/ids';
import { makeKeys } from '../utils/keys';
import type { Bus } from '../utils/types/bus';

export interface ContainerOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly errorTracker?: ErrorTracker;
  readonly clock?: Clock;
  /** A client of Redis, where limits are counted then. */
  readonly redis?: object;
  /** The line to the other processes. */
  readonly bus?: Bus;
  /** Who takes money; tests put their own in its place. */
  readonly gateways?: PaymentGateways;
  /** Who carries pushes; absent: as the configuration says. */
  readonly push?: PushProvider;
  /** Who carries codes to phones; absent: as the configuration says. */
  readonly sms?: SmsProvider;
  /** Who checks social logins; absent: as the configuration says. */
  readonly social?: SocialVerifier;
  /** How much work a password's hash is; tests, which make many, ask for little. */
  readonly passwordCost?: number;
  /** Who keeps files, and who looks for viruses in them; absent: as the configuration says. */
  readonly media?: MediaProvider;
  readonly scanner?: VirusScanner;
  /** What one process lets in of sockets; a benchmark opens many from one address. */
  readonly socketFigures?: Partial<ConnectionFigures>;
  /** Who can pay money out; absent: nobody, staff pays by hand. */
  /** Tests look at each answer beside its route's declaration. */
  readonly inspect?: RuntimeDeps['inspect'];
}

/** What everything else stands on: the world, the keys, the machinery. */
export type Core = ReturnType<typeof makeCore>;

/** Makes the machinery. */
export function makeCore({
  config,
  logger,
  errorTracker = noErrorTracker,
  clock = systemClock,
  redis,
  bus,
}: ContainerOptions) {
  const { jwt, dataDir } = config;
  const keys = makeKeys(jwt.secret ?? localSecrets(dataDir).jwt);
  const tokens: TokenOptions = { key: keys.jwt, issuer: jwt.issuer, audience: jwt.audience };
  const outbox = makeOutbox({ clock, handlers });
  /** Names this process, in leases and to the others. */
  const instanceId = newUuid();
  return {
    config,
    logger,
    errorTracker,
    clock,
    keys,
    tokens,
    outbox,
    instanceId,
    peers: bus ? makePeers({ bus, logger, instanceId }) : alone,
    accountLimits: makeAccountLimits({ clock }),
    activities: makeActivityService(),
    counters: makeRateCounters({
      clock,
      logger,
      store: redis ? makeRedisCounterStore(redis) : makeMongoCounterStore(),
    }),
    health: makeHealthService({ pingDatabase }),
    idempotency: makeIdempotencyService({ clock }),
    ledger: makeLedger({ clock }),
    ledgerAnchors: makeLedgerAnchors({ clock }),
    openApi: writtenDocument,
    settings: makeSettingService({ clock, outbox }),
  };
}

/** Where links in mails lead; a local server is its own client app. */
export const publicUrlOf = ({ http: { publicUrl, port } }: Config): string =>
  (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, '');
