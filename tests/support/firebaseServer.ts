import { generateKeyPairSync, type KeyPairSyncResult } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { makeFirebaseSocial } from '../../src/services/providers/social/firebase';
import type { SocialVerifier } from '../../src/services/providers/social/provider';
import { agentTo } from './fcmServer';

type Pair = KeyPairSyncResult<string, string>;

const PROJECT = 'craftworks-test';
const KEYS = '/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com';
const LOOKUP = `/v1/projects/${PROJECT}/accounts:lookup`;
const ACCESS = 'ya29.test-identity';

const newPair = (): Pair =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
/** Making a pair takes a moment: one of Google's, one of a stranger. */
let pairs: { readonly google: Pair; readonly stranger: Pair } | undefined;
const keyPairs = () => (pairs ??= { google: newPair(), stranger: newPair() });

export interface TokenOptions {
  /** Claims that win; undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signedBy?: 'google' | 'stranger' | 'nobody';
  readonly keyId?: string | undefined;
}

export interface FirebaseServer {
  /** A token as Firebase gives it to an app. */
  tokenOf(
    person: { uid: string; email?: string; provider?: string; verified?: boolean },
    options?: TokenOptions,
  ): string;
  /** Users whose tokens were taken back before this second, who are disabled, or are gone. */
  readonly users: Map<string, { validSince?: number; disabled?: boolean } | 'gone'>;
  /** What Google answers to everything; undefined: as documented. */
  mood: number | 'silent' | undefined;
  readonly port: number;
  verifier(): SocialVerifier;
  close(): Promise<void>;
}

/** A plain server that answers as Google's keys, token endpoint and accounts:lookup are documented. */
export async function startFirebaseServer(): Promise<FirebaseServer> {
  const server = createServer((req, res) => void answer(fake, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FirebaseServer = {
    tokenOf,
    users: new Map(),
    mood: undefined,
    port,
    verifier: () =>
      makeFirebaseSocial({
        projectId: PROJECT,
        clientEmail: 'auth@craftworks-test.iam.gserviceaccount.com',
        privateKey: keyPairs().google.privateKey,
        agent: agentTo(port),
        tokenUrl: `http://127.0.0.1:${port}/token`,
        timeoutMs: 1_500,
      }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return fake;
}

const tokenOf: FirebaseServer['tokenOf'] = (
  { uid, email, provider = 'google.com', verified = true },
  { claims = {}, signedBy = 'google', keyId = 'key-1' } = {},
) => {
  const now = Math.floor(Date.now() / 1_000);
  const said: Record<string, unknown> = {
    iss: `https://securetoken.google.com/${PROJECT}`,
    aud: PROJECT,
    auth_time: now - 60,
    user_id: uid,
    sub: uid,
    iat: now - 60,
    exp: now + 3_540,
    name: 'Mona Hassan',
    ...(email !== undefined && { email, email_verified: verified }),
    firebase: { identities: { [provider]: [`${uid}-there`] }, sign_in_provider: provider },
    ...claims,
  };
  const payload = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return signedBy === 'nobody'
    ? jwt.sign(payload, '', { algorithm: 'none', header: { alg: 'none', kid: keyId } })
    : jwt.sign(payload, keyPairs()[signedBy].privateKey, { algorithm: 'RS256', keyid: keyId });
};

async function answer(fake: FirebaseServer, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const text = await textOf(req);
  if (fake.mood === 'silent') {
    return; // and the caller waits until he gives up
  }
  if (fake.mood !== undefined) {
    respond(res, fake.mood, { error: { code: fake.mood, message: 'UNAVAILABLE' } });
  } else if (req.url === KEYS) {
    respond(res, 200, { 'key-1': keyPairs().google.publicKey });
  } else if (req.url === '/token') {
    respond(res, 200, { access_token: ACCESS, expires_in: 3_599, token_type: 'Bearer' });
  } else if (req.url === LOOKUP && req.headers.authorization === `Bearer ${ACCESS}`) {
    respond(res, 200, lookUp(fake, (JSON.parse(text) as { localId: string[] }).localId[0] ?? ''));
  } else {
    respond(res, 404, { error: { code: 404, message: 'NOT_FOUND' } });
  }
}

function lookUp({ users }: FirebaseServer, uid: string): object {
  const user = users.get(uid);
  const kind = 'identitytoolkit#GetAccountInfoResponse';
  return user === 'gone'
    ? { kind }
    : {
        kind,
        users: [
          { localId: uid, validSince: String(user?.validSince ?? 0), disabled: user?.disabled ?? false },
        ],
      };
}

function respond(res: ServerResponse, status: number, body: object): void {
  // The keys may be kept for hours; nobody keeps the rest.
  res.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=20000' });
  res.end(JSON.stringify(body));
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
