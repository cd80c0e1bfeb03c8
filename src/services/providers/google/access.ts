import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { systemClock } from '../../../utils/clock';

export interface GoogleAccessOptions {
  readonly clientEmail: string;
  /** PEM; the line ends may be written as `\n`. */
  readonly privateKey: string;
  /** What the access is for. */
  readonly scope: string;
  readonly tokenUrl?: string | undefined;
  readonly timeoutMs: number;
}

export interface GoogleAccess {
  /** What the SDK calls when it needs a token; it keeps it while it holds. */
  getAccessToken(): Promise<{ readonly access_token: string; readonly expires_in: number }>;
  /** Whether Google's last word was no, for good: the key is revoked or the account gone. */
  isRefused(): boolean;
}

const TOKEN_URL = 'https://oauth2.googleapis.com/token';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LIFE_S = 3_600;
const TOO_MANY = 429;

/** Makes the access of a service account. The SDK's own way there has no time limit and passes over the agent. */
export function makeGoogleAccess(options: GoogleAccessOptions): GoogleAccess {
  const key = createPrivateKey(options.privateKey.replaceAll('\\n', '\n'));
  let refused = false;
  return {
    isRefused: () => refused,
    async getAccessToken() {
      const response = await ask(options, key);
      refused = response.status >= 400 && response.status < 500 && response.status !== TOO_MANY;
      const answer = (await response.json()) as { access_token?: unknown; expires_in?: unknown } | null;
      const { access_token, expires_in } = answer ?? {};
      if (!response.ok || typeof access_token !== 'string' || typeof expires_in !== 'number') {
        throw new Error(`no access: ${response.status}`);
      }
      return { access_token, expires_in };
    },
  };
}

function ask({ tokenUrl = TOKEN_URL, timeoutMs, ...who }: GoogleAccessOptions, key: KeyObject) {
  const assertion = assertionOf(who, key, Math.floor(systemClock.now().getTime() / 1_000));
  return fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: GRANT, assertion }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

/** A token by which the account says who it is; Google's clock is the machine's. */
function assertionOf(
  { clientEmail, scope }: Pick<GoogleAccessOptions, 'clientEmail' | 'scope'>,
  key: KeyObject,
  now: number,
): string {
  const claims = { iss: clientEmail, scope, aud: TOKEN_URL, iat: now, exp: now + LIFE_S };
  const head = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${head}.${sign('sha256', Buffer.from(head), key).toString('base64url')}`;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
