import { Agent } from 'node:https';
import type { DecodedIdToken } from 'firebase-admin/auth';
import { UpstreamError } from '../../../utils/errors';
import { newUuid } from '../../../utils/ids';
import { lazily } from '../../../utils/lazily';
import { makeGoogleAccess } from '../google/access';
import type { SocialVerdict, SocialVerifier, VouchedPerson } from './provider';

export interface FirebaseSocialOptions {
  readonly projectId: string;
  readonly clientEmail: string;
  /** PEM; the line ends may be written as `\n`. */
  readonly privateKey: string;
  readonly timeoutMs?: number;
  /** Another way to Google; tests lead it to a server of their own. */
  readonly agent?: Agent;
  readonly tokenUrl?: string;
}

const TIMEOUT_MS = 4_500;
const SOCKETS = 20;
const SCOPE = 'https://www.googleapis.com/auth/identitytoolkit';

/** By which logins of the project one comes in here; its passwords, phones and custom tokens are none of them. */
const PROVIDERS: Readonly<Record<string, VouchedPerson['provider']>> = {
  'google.com': 'google',
  'apple.com': 'apple',
  'facebook.com': 'facebook',
};

/** What the SDK says of a token; everything else is about the way to Google. */
const ABOUT_TOKEN: ReadonlySet<unknown> = new Set([
  'auth/argument-error',
  'auth/id-token-expired',
  'auth/id-token-revoked',
  'auth/user-disabled',
  'auth/user-not-found',
]);
/** The SDK has one code for a forged token and for keys that it could not fetch. */
const ABOUT_KEYS = /^(Error fetching|Error while making|Invalid URL)/;

/** Checks social logins through Firebase Authentication: signature, issuer, audience, age, and that it was not taken back. */
export function makeFirebaseSocial(options: FirebaseSocialOptions): SocialVerifier {
  const connection = lazily(() => connect(options));
  const { timeoutMs = TIMEOUT_MS } = options;
  return {
    name: 'firebase',
    async verify(idToken) {
      const auth = await connection();
      return within(timeoutMs, auth.verifyIdToken(idToken, true)).then(verdictOf, refused);
    },
  };
}

async function connect(options: FirebaseSocialOptions) {
  const { projectId, timeoutMs = TIMEOUT_MS } = options;
  const httpAgent = options.agent ?? new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const [{ initializeApp }, { getAuth }] = await Promise.all([
    import('firebase-admin/app'),
    import('firebase-admin/auth'),
  ]);
  const credential = makeGoogleAccess({ ...options, scope: SCOPE, timeoutMs });
  return getAuth(initializeApp({ projectId, credential, httpAgent }, `social-${newUuid()}`));
}

function verdictOf({ uid, firebase, email, email_verified, ...claims }: DecodedIdToken): SocialVerdict {
  const provider = PROVIDERS[firebase.sign_in_provider];
  // The users of a tenant are others than ours, whatever they are called.
  if (provider === undefined || firebase.tenant !== undefined) {
    return { state: 'refused', reason: `signed in by ${firebase.sign_in_provider}` };
  }
  const name: unknown = claims['name'];
  return {
    state: 'genuine',
    person: {
      uid,
      provider,
      isEmailVerified: email !== undefined && email_verified === true,
      ...(email !== undefined && { email }),
      ...(typeof name === 'string' && name.trim() !== '' && { fullName: name.trim() }),
    },
  };
}

function refused(error: unknown): SocialVerdict {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (!ABOUT_TOKEN.has(code) || (typeof message === 'string' && ABOUT_KEYS.test(message))) {
    throw new UpstreamError('provider.failed', {
      pvt: { provider: 'firebase', reason: code ?? 'no answer' },
    });
  }
  return { state: 'refused', reason: String(code) };
}

/** The SDK tries for as long as it likes. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
