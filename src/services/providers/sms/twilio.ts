import { UpstreamError } from '../../../utils/errors';
import { lazily } from '../../../utils/lazily';
import type { PhoneChannel, PhoneDelivery, PhoneMessage, PhoneResult, SmsProvider } from './provider';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** Our number for text messages. */
  readonly smsFrom: string;
  /** Our number on WhatsApp; without it that way is closed. */
  readonly whatsAppFrom?: string | undefined;
  /** The approved templates, by language; the code is their variable 1. */
  readonly templates: { readonly en?: string | undefined; readonly ar?: string | undefined };
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
}

const HOST = /^https:\/\/[^/]+/;
const TIMEOUT_MS = 5_000;
const TOO_MANY = 429;
const UNAUTHORISED: readonly number[] = [401, 403];
const BUSY_S = 1;

/** Short messages through Twilio. It knows no idempotency key: a message that comes twice holds the same code. */
export function makeTwilioSms(options: TwilioOptions): SmsProvider {
  const client = lazily(() => connect(options));
  return {
    name: 'twilio',
    channels: options.whatsAppFrom === undefined ? ['sms'] : ['whatsapp', 'sms'],
    async send(message) {
      message.signal?.throwIfAborted();
      const { messages } = await client();
      return messages.create(asTwilio(message, options)).then(accepted, refused);
    },
    async lookUp(carrierId) {
      const { messages } = await client();
      const { status } = await messages(carrierId).fetch().catch(unknown);
      return DELIVERIES[status] ?? 'underway';
    },
  };
}

async function connect({ accountSid, authToken, baseUrl, timeoutMs = TIMEOUT_MS }: TwilioOptions) {
  const { default: twilio } = await import('twilio');
  const httpClient = new twilio.RequestClient({ timeout: timeoutMs });
  if (baseUrl !== undefined) {
    const request = httpClient.request.bind(httpClient);
    httpClient.request = (call) => request({ ...call, uri: call.uri.replace(HOST, baseUrl) });
  }
  return twilio(accountSid, authToken, { httpClient });
}

type Client = Awaited<ReturnType<typeof connect>>;
type NewMessage = Parameters<Client['messages']['create']>[0];

/** Outside a conversation WhatsApp takes approved templates only. */
function asTwilio({ channel, ...message }: PhoneMessage, options: TwilioOptions): NewMessage {
  const template = options.templates[message.locale] ?? options.templates.en;
  const isTemplate = channel === 'whatsapp' && template !== undefined && message.code !== undefined;
  return {
    to: addressOn(channel, message.to),
    from: addressOn(channel, channel === 'whatsapp' ? (options.whatsAppFrom ?? '') : options.smsFrom),
    validityPeriod: message.validSeconds,
    ...(isTemplate
      ? { contentSid: template, contentVariables: JSON.stringify({ 1: message.code }) }
      : { body: message.text }),
  };
}

const addressOn = (channel: PhoneChannel, phone: string): string =>
  channel === 'whatsapp' ? `whatsapp:${phone}` : phone;

/** What Twilio calls the states of a message; those that are not named are on the way. */
const DELIVERIES: Readonly<Record<string, PhoneDelivery>> = {
  delivered: 'delivered',
  read: 'delivered',
  failed: 'failed',
  undelivered: 'failed',
  canceled: 'failed',
};

interface Said {
  readonly sid?: unknown;
  readonly status?: unknown;
  readonly errorCode?: unknown;
}

function accepted({ sid, status, errorCode }: Said): PhoneResult {
  // The SDK promises an id; a broken answer has none.
  if (typeof sid !== 'string') {
    throw failed({ reason: 'answer without an id' });
  }
  return typeof status === 'string' && DELIVERIES[status] === 'failed'
    ? { state: 'refused', reason: `${status} ${String(errorCode)}` }
    : { state: 'accepted', carrierId: sid };
}

interface Problem {
  readonly status?: unknown;
  readonly code?: unknown;
}

/** A 4xx is about this number; about our account and about haste it says nothing of the number. */
function refused(error: unknown): PhoneResult {
  const { status, code } = error as Problem;
  const isAboutNumber =
    typeof status === 'number' &&
    status >= 400 &&
    status < 500 &&
    status !== TOO_MANY &&
    !UNAUTHORISED.includes(status);
  if (!isAboutNumber) {
    return unknown(error);
  }
  return { state: 'refused', reason: `${status} ${String(code)}` };
}

function unknown(error: unknown): never {
  const { status, code } = error as Problem;
  throw failed({ status, errorCode: code }, status === TOO_MANY ? BUSY_S : undefined);
}

/** Twilio's words quote the number: the log gets the figures only, and no cause. */
const failed = (pvt: Readonly<Record<string, unknown>>, retryAfterSeconds?: number): UpstreamError =>
  new UpstreamError('provider.failed', {
    pvt: { provider: 'twilio', ...pvt },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
