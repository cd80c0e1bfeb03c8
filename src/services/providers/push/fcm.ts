import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Agent } from 'node:https';
import type { Messaging, MulticastMessage } from 'firebase-admin/messaging';
import { newUuid } from '../../../utils/ids';
import { lazily } from '../../../utils/lazily';
import { makeGoogleAccess } from '../google/access';
import { outcomeOf, type FcmAnswer, type FcmOutcome } from './fcmAnswers';
import type { PushMessage, PushProvider, PushResult } from './provider';

export interface FcmOptions {
  readonly projectId: string;
  readonly clientEmail: string;
  /** PEM; the line ends may be written as `\n`. */
  readonly privateKey: string;
  readonly timeoutMs?: number;
  /** Another way to Google; tests lead it to a server of their own. */
  readonly agent?: Agent;
  readonly tokenUrl?: string;
}

const TIMEOUT_MS = 8_000;
const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const SOCKETS = 50;
/** What an app that was off for longer is not told any more. */
const KEPT_S = 86_400;

/** Pushes through Firebase Cloud Messaging. Nothing is tried again here: that is the outbox's office. */
export function makeFcmPush(options: FcmOptions): PushProvider {
  const connection = lazily(() => connect(options));
  return {
    name: 'fcm',
    async send(message) {
      const { messaging, answers, isRefused } = await connection();
      message.signal?.throwIfAborted();
      const said: Answers = new Map();
      await answers.run(said, () => messaging.sendEachForMulticast(asFcm(message)));
      const outcomes = message.tokens.map((token) => {
        const answer = said.get(token);
        return [token, answer || !isRefused() ? outcomeOf(answer ?? {}) : NO_ACCESS] as const;
      });
      return resultOf(outcomes);
    },
  };
}

/** The answers of one call, by token. */
type Answers = Map<string, FcmAnswer>;
type Outcomes = readonly (readonly [token: string, outcome: FcmOutcome])[];

const NO_ACCESS: FcmOutcome = { kind: 'refused', reason: 'Google gives these credentials no access' };

function resultOf(outcomes: Outcomes): PushResult {
  const of = (kind: FcmOutcome['kind']): string[] =>
    outcomes.filter(([, outcome]) => outcome.kind === kind).map(([token]) => token);
  const waits = outcomes.flatMap(([, outcome]) => (outcome.kind === 'busy' ? [outcome.waitSeconds] : []));
  const reasons = outcomes.flatMap(([, outcome]) => (outcome.kind === 'refused' ? [outcome.reason] : []));
  return {
    deadTokens: of('dead'),
    missed: [...of('busy'), ...of('refused')],
    ...(waits.length > 0 && { retryAfterSeconds: Math.max(...waits) }),
    ...(reasons[0] !== undefined && { refusal: reasons[0] }),
  };
}

/** A push that comes twice takes the place of the first one on the screen. */
function asFcm({ tokens, title, body, data, idempotencyKey }: PushMessage): MulticastMessage {
  // APNs takes 64 bytes as a key, the web 32.
  const tag = createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 32);
  const { link } = data;
  return {
    tokens: [...tokens],
    notification: { title, body },
    data: { ...data },
    android: { priority: 'high', collapseKey: tag, ttl: KEPT_S * 1_000, notification: { tag } },
    apns: { headers: { 'apns-collapse-id': tag, 'apns-priority': '10' } },
    webpush: {
      headers: { TTL: String(KEPT_S), Topic: tag },
      notification: { tag },
      // The web takes nothing but https here.
      ...(link?.startsWith('https://') && { fcmOptions: { link } }),
    },
  };
}

interface Connection {
  readonly messaging: Messaging;
  /** Under which call a request runs. */
  readonly answers: AsyncLocalStorage<Answers>;
  /** Google was asked for access and said no, for good. */
  readonly isRefused: () => boolean;
}

async function connect(options: FcmOptions): Promise<Connection> {
  const { projectId, timeoutMs = TIMEOUT_MS } = options;
  const httpAgent = options.agent ?? new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const [{ initializeApp }, { getMessaging }] = await Promise.all([
    import('firebase-admin/app'),
    import('firebase-admin/messaging'),
  ]);
  const access = makeGoogleAccess({ ...options, scope: SCOPE, timeoutMs });
  const app = initializeApp({ projectId, credential: access, httpAgent }, `push-${newUuid()}`);
  const messaging = getMessaging(app);
  // Over HTTP/2 the SDK would pass the agent over and open a session for each call.
  messaging.enableLegacyHttpTransport();
  const answers = new AsyncLocalStorage<Answers>();
  listenIn(messaging, answers, timeoutMs);
  return { messaging, answers, isRefused: access.isRefused };
}

interface SdkRequest {
  readonly data: { readonly message: { readonly token: string } };
  readonly timeout: number;
}
interface SdkAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}
interface HttpClient {
  retry?: unknown;
  send(request: SdkRequest): Promise<SdkAnswer>;
}

/**
 * The SDK has no setting against its own retries (four of a 503, for as long as Retry-After says), a fixed time limit,
 * and keeps status, Retry-After and details of an answer to itself. So its HTTP client is wrapped; the contract suite
 * fails when another version has none at this place.
 */
function listenIn(messaging: Messaging, answers: AsyncLocalStorage<Answers>, timeout: number): void {
  const inside = messaging as unknown as { messagingRequestHandler: { httpClient: HttpClient } };
  const client = inside.messagingRequestHandler.httpClient;
  delete client.retry;
  const send = client.send.bind(client);
  client.send = async (request) => {
    const note = (answer: SdkAnswer): void =>
      void answers.getStore()?.set(request.data.message.token, asAnswer(answer));
    try {
      const answer = await send({ ...request, timeout });
      note(answer);
      return answer;
    } catch (error) {
      const { response } = error as { response?: SdkAnswer };
      if (response) {
        note(response);
      }
      throw error;
    }
  };
}

function asAnswer({ status, headers, text }: SdkAnswer): FcmAnswer {
  return { status, retryAfter: headers['retry-after'], body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON says nothing; the status decides.
    return undefined;
  }
}
