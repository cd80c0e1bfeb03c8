import { isAbsolute, join, resolve } from 'node:path';
import { keysIn, readEnv, type Env } from './env';

/** The environment grouped by concern, ready for use. */
export interface Config {
  readonly env: Env['NODE_ENV'];
  readonly isProduction: boolean;
  readonly http: {
    readonly port: number;
    readonly host: string;
    readonly publicUrl: string | undefined;
    readonly corsOrigins: readonly string[];
    readonly trustProxy: number | string;
    readonly socketsPerAddress: number;
    /** What a request may take before it is answered with 503. */
    readonly deadlineMs: number;
    /** The same of a request with files. */
    readonly fileDeadlineMs: number;
    /** What a body may take to arrive. */
    readonly bodyMs: number;
    /** What running requests get to finish when the process is told to stop. */
    readonly drainMs: number;
  };
  readonly mongo: {
    readonly uri: string | undefined;
    readonly binary: string | undefined;
    readonly poolSize: number;
  };
  readonly redisUrl: string | undefined;
  readonly jwt: {
    readonly secret: string | undefined;
    readonly issuer: string;
    readonly audience: string;
    readonly accessTtlPhoneMs: number;
    readonly accessTtlPasswordMs: number;
    readonly refreshTtlMs: number;
  };
  /** Of encrypted fields. */
  readonly fields: { readonly masterKey: string | undefined; readonly oldMasterKeys: readonly string[] };
  readonly dataDir: string;
  readonly logs: { readonly dir: string; readonly level: Env['LOG_LEVEL'] };
  readonly sentryDsn: string | undefined;
  readonly mail: {
    readonly resendApiKey: string | undefined;
    readonly from: string;
    /** Where messages of the contact form go. */
    readonly contact: string;
  };
  readonly push: {
    readonly fcm:
      { readonly projectId: string; readonly clientEmail: string; readonly privateKey: string } | undefined;
  };
  readonly media: {
    /** Where new files go; this machine's disk when absent. */
    readonly cloudinary:
      { readonly cloudName: string; readonly apiKey: string; readonly apiSecret: string } | undefined;
    /** Who looks for viruses; nobody when absent. */
    readonly clamd: ClamdAddress | undefined;
  };
  readonly sms: { readonly twilio: TwilioConfig | undefined };
  readonly payments: {
    /** Who takes payments when nobody asks for another. */
    readonly preferred: Env['PAYMENT_PROVIDER'];
    readonly stripe: { readonly secretKey: string; readonly webhookSecret: string } | undefined;
    readonly fawry:
      { readonly merchantCode: string; readonly securityKey: string; readonly baseUrl: string } | undefined;
    readonly paystack: { readonly secretKey: string } | undefined;
  };
}

/** A port of a machine, or a socket of this one. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly socket: string };
export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  readonly smsFrom: string;
  readonly whatsAppFrom: string | undefined;
  readonly templates: { readonly en: string | undefined; readonly ar: string | undefined };
}

const LOCAL_ORIGINS = ['http://localhost:3000', 'http://localhost:5173'];
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const REFRESH_TTL = '30d';
const LOCAL_SENDER = 'Craftworks <craftworks@localhost>';

/** Reads the whole configuration; throws `InvalidEnvironment` when it is not usable. */
export function readConfig(source?: NodeJS.ProcessEnv): Config {
  const env = readEnv(source);
  const isProduction = env.NODE_ENV === 'production';
  return Object.freeze({
    env: env.NODE_ENV,
    isProduction,
    http: httpOf(env, isProduction),
    mongo: { uri: env.MONGODB_URI, binary: env.MONGOD_BINARY, poolSize: env.MONGODB_POOL_SIZE },
    redisUrl: env.REDIS_URL,
    jwt: {
      secret: env.JWT_SECRET,
      issuer: 'craftworks',
      audience: 'craftworks-api',
      accessTtlPhoneMs: durationMs(env.JWT_ACCESS_TTL_PHONE),
      accessTtlPasswordMs: durationMs(env.JWT_ACCESS_TTL_PASSWORD),
      refreshTtlMs: durationMs(REFRESH_TTL),
    },
    fields: { masterKey: env.FIELD_MASTER_KEY, oldMasterKeys: keysIn(env.FIELD_MASTER_KEYS_OLD) },
    dataDir: absolute(env.DATA_DIR),
    logs: { dir: absolute(env.LOG_DIR), level: env.LOG_LEVEL },
    sentryDsn: env.SENTRY_DSN,
    mail: mailOf(env),
    push: pushOf(env),
    media: { cloudinary: cloudinaryOf(env), clamd: clamdOf(env) },
    sms: { twilio: twilioOf(env) },
    payments: paymentsOf(env),
  });
}

function mailOf({ RESEND_API_KEY: resendApiKey, MAIL_FROM, CONTACT_EMAIL }: Env): Config['mail'] {
  const from = MAIL_FROM ?? LOCAL_SENDER;
  const contact = CONTACT_EMAIL ?? from.replace(/^.*</, '').replace(/>$/, '');
  return { resendApiKey, from, contact };
}

function pushOf(env: Env): Config['push'] {
  const {
    FIREBASE_PROJECT_ID: projectId,
    FIREBASE_CLIENT_EMAIL: clientEmail,
    FIREBASE_PRIVATE_KEY: privateKey,
  } = env;
  const isSet = projectId !== undefined && clientEmail !== undefined && privateKey !== undefined;
  return { fcm: isSet ? { projectId, clientEmail, privateKey } : undefined };
}

function cloudinaryOf(env: Env): Config['media']['cloudinary'] {
  const {
    CLOUDINARY_CLOUD_NAME: cloudName,
    CLOUDINARY_API_KEY: apiKey,
    CLOUDINARY_API_SECRET: apiSecret,
  } = env;
  const isSet = cloudName !== undefined && apiKey !== undefined && apiSecret !== undefined;
  return isSet ? { cloudName, apiKey, apiSecret } : undefined;
}

function clamdOf({ CLAMD_SOCKET, CLAMD_HOST, CLAMD_PORT }: Env): Config['media']['clamd'] {
  if (CLAMD_SOCKET !== undefined) {
    return { socket: CLAMD_SOCKET };
  }
  return CLAMD_HOST === undefined ? undefined : { host: CLAMD_HOST, port: CLAMD_PORT };
}

function twilioOf(env: Env): TwilioConfig | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_PHONE_NUMBER: smsFrom } = env;
  const isSet = accountSid !== undefined && authToken !== undefined && smsFrom !== undefined;
  return isSet
    ? {
        accountSid,
        authToken,
        smsFrom,
        whatsAppFrom: env.TWILIO_WHATSAPP_NUMBER?.replace('whatsapp:', ''),
        templates: { en: env.TWILIO_WHATSAPP_TEMPLATE, ar: env.TWILIO_WHATSAPP_TEMPLATE_AR },
      }
    : undefined;
}

function paymentsOf(env: Env): Config['payments'] {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, FAWRY_MERCHANT_CODE, FAWRY_SECURITY_KEY } = env;
  return {
    preferred: env.PAYMENT_PROVIDER,
    stripe:
      STRIPE_SECRET_KEY !== undefined && STRIPE_WEBHOOK_SECRET !== undefined
        ? { secretKey: STRIPE_SECRET_KEY, webhookSecret: STRIPE_WEBHOOK_SECRET }
        : undefined,
    fawry:
      FAWRY_MERCHANT_CODE !== undefined && FAWRY_SECURITY_KEY !== undefined
        ? {
            merchantCode: FAWRY_MERCHANT_CODE,
            securityKey: FAWRY_SECURITY_KEY,
            baseUrl: env.FAWRY_BASE_URL.replace(/\/+$/, ''),
          }
        : undefined,
    paystack: env.PAYSTACK_SECRET_KEY === undefined ? undefined : { secretKey: env.PAYSTACK_SECRET_KEY },
  };
}

function httpOf(env: Env, isProduction: boolean): Config['http'] {
  const named = env.CORS_ORIGINS.split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    corsOrigins: isProduction ? named : [...new Set([...named, ...LOCAL_ORIGINS])],
    trustProxy: /^\d+$/.test(env.TRUST_PROXY) ? Number(env.TRUST_PROXY) : env.TRUST_PROXY,
    socketsPerAddress: env.SOCKETS_PER_ADDRESS,
    deadlineMs: 5_000,
    fileDeadlineMs: 20_000,
    bodyMs: 60_000,
    drainMs: 10_000,
  };
}

/** `15m` → 900,000. */
export function durationMs(text: string): number {
  return Number(text.slice(0, -1)) * (UNIT_MS[text.slice(-1)] ?? 0);
}

const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(join(process.cwd(), path)));
