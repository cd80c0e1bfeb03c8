import { UpstreamError } from '../../../utils/errors';
import { lazily } from '../../../utils/lazily';
import type { MailMessage, MailProvider } from './provider';

export interface ResendOptions {
  readonly apiKey: string;
  readonly from: string;
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
}

const BASE_URL = 'https://api.resend.com';
const TIMEOUT_MS = 5_000;
const BUSY_S = 1;
const LONGEST_WAIT_S = 3_600;

/** Mails through Resend. Its idempotency key makes a repetition safe for 24 hours, longer than the outbox tries. */
export function makeResendMail(options: ResendOptions): MailProvider {
  const client = lazily(() => connect(options));
  return {
    name: 'resend',
    async send(message) {
      const { data, error, headers } = await post(await client(), message, options);
      if (error) {
        return refused(error, headers, message);
      }
      // The SDK promises an id; a broken answer has none.
      const id: unknown = (data as { id?: unknown } | null)?.id;
      if (typeof id !== 'string') {
        throw failed({ reason: 'answer without an id' });
      }
      return { id };
    },
  };
}

async function connect({ apiKey, baseUrl = BASE_URL }: ResendOptions) {
  const { Resend } = await import('resend');
  return new Resend(apiKey, { baseUrl });
}

type Client = Awaited<ReturnType<typeof connect>>;
type Answer = Awaited<ReturnType<Client['emails']['send']>>;
type Refusal = NonNullable<Answer['error']>;

function post(
  resend: Client,
  { to, subject, html, text, unsubscribeUrl, idempotencyKey, signal }: MailMessage,
  { from, timeoutMs = TIMEOUT_MS }: ResendOptions,
): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  return resend.emails.send(
    { from, to, subject, html, text, ...headersOf(unsubscribeUrl) },
    { idempotencyKey, signal: signal ? AbortSignal.any([signal, timeout]) : timeout },
  );
}

/** By which mail programs show a button that switches mails of this kind off. */
const headersOf = (url: string | undefined): { headers?: Record<string, string> } =>
  url === undefined
    ? {}
    : {
        headers: {
          'List-Unsubscribe': `<${url}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      };

/** What Resend's refusals mean; those that are not named here are failures like any other. */
function refused(
  { name, statusCode }: Refusal,
  headers: Readonly<Record<string, string>> | null,
  { idempotencyKey }: MailMessage,
): { id: string } {
  switch (name) {
    // The key was used within 24 hours: that mail is on its way.
    case 'invalid_idempotent_request':
      return { id: idempotencyKey };
    case 'concurrent_idempotent_requests':
      throw failed({ name, statusCode }, BUSY_S);
    case 'rate_limit_exceeded':
    case 'daily_quota_exceeded':
    case 'monthly_quota_exceeded':
      throw failed({ name, statusCode }, waitOf(headers));
    default:
      throw failed({ name, statusCode });
  }
}

function waitOf(headers: Readonly<Record<string, string>> | null): number {
  const seconds = Number(headers?.['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : BUSY_S;
}

/** Resend's words may quote the address: the log gets the name of the error only. */
const failed = (pvt: Readonly<Record<string, unknown>>, retryAfterSeconds?: number): UpstreamError =>
  new UpstreamError('provider.failed', {
    pvt: { provider: 'resend', ...pvt },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
