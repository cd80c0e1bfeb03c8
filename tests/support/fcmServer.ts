import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Agent } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';

/** A message as FCM gets it. */
export interface SentPush {
  readonly token: string;
  readonly notification: { readonly title: string; readonly body: string };
  readonly data: Readonly<Record<string, string>>;
  readonly android: {
    readonly collapse_key: string;
    readonly priority: string;
    readonly ttl: string;
    readonly notification: { readonly tag: string };
  };
  readonly apns: { readonly headers: Readonly<Record<string, string>> };
  readonly webpush: Readonly<Record<string, unknown>>;
}

/** What a call gets instead of the documented success. */
export type FcmMood =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly silent: 'before' | 'after' };

export interface FcmServer {
  /** Leads whoever thinks he calls Google here. */
  readonly agent: Agent;
  readonly tokenUrl: string;
  readonly port: number;
  readonly projectId: string;
  readonly clientEmail: string;
  readonly privateKey: string;
  /** What was taken, in this order. */
  readonly taken: SentPush[];
  /** What each device shows: of several with one tag the last. */
  shown(): SentPush[];
  /** How many sendings were asked for, whatever came of them. */
  calls(): number;
  /** How often somebody asked for access. */
  accesses(): number;
  /** Decides about each sending; undefined: as documented. */
  mood: (token: string) => FcmMood | undefined;
  /** The same for the token endpoint. */
  accessMood: FcmMood | undefined;
  close(): Promise<void>;
}

const PROJECT = 'craftworks-test';
const EMAIL = 'push@craftworks-test.iam.gserviceaccount.com';
const ACCESS = 'ya29.test-access';
const SENDING = `/v1/projects/${PROJECT}/messages:send`;

/** The keys of all servers of a file: making a pair takes a moment. */
let pair: { readonly publicKey: string; readonly privateKey: string } | undefined;
const keyPair = () =>
  (pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }));

/** The SDK speaks to Google's hosts only; with this agent plain HTTP on a port answers in their place. */
export const agentTo = (port: number): Agent =>
  Object.assign(new Agent({ keepAlive: false }), { createConnection: () => connect(port, '127.0.0.1') });

/** A plain server that answers Google's token endpoint and `messages:send` as they are documented. */
export async function startFcmServer(): Promise<FcmServer> {
  const server = createServer((req, res) => void answer(fake, counts, { req, res }));
  const counts = { calls: 0, accesses: 0 };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const taken: SentPush[] = [];
  const fake: FcmServer = {
    agent: agentTo(port),
    port,
    tokenUrl: `http://127.0.0.1:${port}/token`,
    projectId: PROJECT,
    clientEmail: EMAIL,
    privateKey: keyPair().privateKey,
    taken,
    shown: () => [
      ...new Map(taken.map((push) => [`${push.token} ${push.android.notification.tag}`, push])).values(),
    ],
    calls: () => counts.calls,
    accesses: () => counts.accesses,
    mood: () => undefined,
    accessMood: undefined,
    close: () => closed(server),
  };
  return fake;
}

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}
type Answer = Exclude<FcmMood, { silent: string }>;

async function answer(
  fake: FcmServer,
  counts: { calls: number; accesses: number },
  { req, res }: Exchange,
): Promise<void> {
  const text = await textOf(req);
  const isSending = req.url === SENDING && req.method === 'POST';
  counts[isSending ? 'calls' : 'accesses'] += 1;
  const mood = isSending ? fake.mood(tokenIn(text)) : fake.accessMood;
  const asDocumented = (): Answer => (isSending ? take(fake, req, text) : access(req, text));
  if (!mood || 'status' in mood) {
    respond(res, mood ?? asDocumented());
  } else if (mood.silent === 'after') {
    asDocumented(); // and the caller waits until he gives up
  }
}

function respond(res: ServerResponse, { status, body, headers = {} }: Answer): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8', ...headers });
  res.end(typeof body === 'string' ? body : JSON.stringify(body));
}

const tokenIn = (text: string): string => (JSON.parse(text) as { message: SentPush }).message.token;

function take(fake: FcmServer, { headers }: IncomingMessage, text: string): Answer {
  if (headers.authorization !== `Bearer ${ACCESS}`) {
    return fcmProblem(401, 'UNAUTHENTICATED', 'THIRD_PARTY_AUTH_ERROR');
  }
  const { message } = JSON.parse(text) as { message: SentPush };
  const wrong = Object.entries(message.data).find(([, value]) => typeof value !== 'string');
  if (wrong) {
    return invalid(`message.data[${wrong[0]}]`, 'Invalid value at data');
  }
  fake.taken.push(message);
  return { status: 200, body: { name: `projects/${PROJECT}/messages/${fake.taken.length}` } };
}

/** The token endpoint: an assertion signed with the account's key against a bearer token. */
function access({ url, method }: IncomingMessage, text: string): Answer {
  if (url !== '/token' || method !== 'POST') {
    return { status: 404, body: { error: { code: 404, message: 'Not found', status: 'NOT_FOUND' } } };
  }
  const form = new URLSearchParams(text);
  try {
    const claims = jwt.verify(form.get('assertion') ?? '', keyPair().publicKey, { algorithms: ['RS256'] });
    if (typeof claims === 'string' || claims.iss !== EMAIL) {
      throw new Error('another account');
    }
  } catch {
    // Whatever is wrong with it, Google says this.
    return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } };
  }
  return { status: 200, body: { access_token: ACCESS, expires_in: 3599, token_type: 'Bearer' } };
}

/** An error as FCM writes it. */
export const fcmProblem = (status: number, general: string, errorCode?: string): Answer => ({
  status,
  body: {
    error: {
      code: status,
      message: 'Requested entity was refused.',
      status: general,
      ...(errorCode !== undefined && {
        details: [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode }],
      }),
    },
  },
});

/** A 400 that says which field is wrong. */
export const invalid = (field: string, message: string): Answer => ({
  status: 400,
  body: {
    error: {
      code: 400,
      message,
      status: 'INVALID_ARGUMENT',
      details: [
        { '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: 'INVALID_ARGUMENT' },
        {
          '@type': 'type.googleapis.com/google.rpc.BadRequest',
          fieldViolations: [{ field, description: message }],
        },
      ],
    },
  },
});

export const UNREGISTERED = fcmProblem(404, 'NOT_FOUND', 'UNREGISTERED');
export const AWAY = fcmProblem(503, 'UNAVAILABLE', 'UNAVAILABLE');

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
