import Joi from 'joi';
import { mediaEnv, type MediaEnv } from './mediaEnv';
import { twilioEnv, type TwilioEnv } from './twilioEnv';

/** Every variable that the server reads; the README's table and `.env.example` are checked against this. */
export interface Env extends MediaEnv, TwilioEnv {
  NODE_ENV: 'development' | 'test' | 'production';
  PORT: number;
  HOST: string;
  PUBLIC_URL?: string;
  DATA_DIR: string;
  LOG_DIR: string;
  LOG_LEVEL: 'error' | 'warn' | 'info' | 'debug';
  MONGODB_URI?: string;
  MONGOD_BINARY?: string;
  MONGODB_POOL_SIZE: number;
  REDIS_URL?: string;
  JWT_SECRET?: string;
  FIELD_MASTER_KEY?: string;
  FIELD_MASTER_KEYS_OLD: string;
  JWT_ACCESS_TTL_PHONE: string;
  JWT_ACCESS_TTL_PASSWORD: string;
  CORS_ORIGINS: string;
  TRUST_PROXY: string;
  SOCKETS_PER_ADDRESS: number;
  SENTRY_DSN?: string;
  RESEND_API_KEY?: string;
  MAIL_FROM?: string;
  CONTACT_EMAIL?: string;
  FIREBASE_PROJECT_ID?: string;
  FIREBASE_CLIENT_EMAIL?: string;
  FIREBASE_PRIVATE_KEY?: string;
  FIREBASE_AUTH_EMULATOR_HOST?: string;
  PAYMENT_PROVIDER?: 'stripe' | 'fawry' | 'paystack' | 'sandbox';
  STRIPE_SECRET_KEY?: string;
  STRIPE_WEBHOOK_SECRET?: string;
  FAWRY_MERCHANT_CODE?: string;
  FAWRY_SECURITY_KEY?: string;
  FAWRY_BASE_URL: string;
  PAYSTACK_SECRET_KEY?: string;
}

const SAMPLE_SECRETS = /^(change|replace|secret|your|example|sample|test|dev)|(.)\2{7}/i;
const duration = Joi.string().pattern(/^[1-9][0-9]{0,5}(s|m|h|d)$/, 'a duration such as 15m or 7d');

const secret = Joi.string()
  .min(32)
  .custom((value: string, helpers) => (SAMPLE_SECRETS.test(value) ? helpers.error('secret.sample') : value))
  .messages({
    'secret.sample': '{{#label}} looks like a sample; make your own, e.g. with: openssl rand -base64 48',
  });

/** 32 bytes in base64, e.g. of: openssl rand -base64 32 */
const masterKey = Joi.string().pattern(/^[A-Za-z0-9+/]{43}=$/, '32 bytes in base64');

/** The keys of a comma-joined list. */
export const keysIn = (text: string): string[] =>
  text
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean);

export const envSchema = Joi.object<Env, true>({
  NODE_ENV: Joi.string()
    .valid('development', 'test', 'production')
    .default('development')
    .description('`production` refuses local stand-ins and sample secrets'),
  PORT: Joi.number()
    .integer()
    .min(0)
    .max(65_535)
    .default(4000)
    .description('Port of the HTTP server; 0 takes a free one'),
  HOST: Joi.string()
    .default('127.0.0.1')
    .description('Address to listen on; 0.0.0.0 to be reached from outside'),
  PUBLIC_URL: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .description('Where clients reach the server; used in links'),
  DATA_DIR: Joi.string()
    .default('.data')
    .description('Folder of the local database, pictures and generated secrets'),
  LOG_DIR: Joi.string().default('logs').description('Folder of combined.log and error.log'),
  LOG_LEVEL: Joi.string()
    .valid('error', 'warn', 'info', 'debug')
    .default('info')
    .description('Least level that is logged'),
  MONGODB_URI: Joi.string()
    .uri({ scheme: ['mongodb', 'mongodb+srv'] })
    .description('A MongoDB replica set; without it the server finds or starts its own'),
  MONGOD_BINARY: Joi.string().description('A mongod program to run when MONGODB_URI is absent'),
  MONGODB_POOL_SIZE: Joi.number()
    .integer()
    .min(2)
    .max(500)
    .default(50)
    .description('Most connections to the database'),
  REDIS_URL: Joi.string()
    .uri({ scheme: ['redis', 'rediss'] })
    .description('Redis for several processes: limits and sockets'),
  JWT_SECRET: secret.description(
    'Key of the access tokens, 32 bytes or more; made and kept in DATA_DIR when absent',
  ),
  FIELD_MASTER_KEY: masterKey.description(
    'Wraps the keys of encrypted fields, 32 bytes in base64; made and kept in DATA_DIR when absent',
  ),
  FIELD_MASTER_KEYS_OLD: Joi.string()
    .allow('')
    .default('')
    .custom((value: string, helpers) => {
      const isWrong = keysIn(value).some((key) => masterKey.validate(key).error);
      return isWrong ? helpers.error('any.invalid') : value;
    })
    .description('Master keys of before, comma-joined, until `npm run rotate-keys` has run'),
  JWT_ACCESS_TTL_PHONE: duration
    .default('15m')
    .description('Life of an access token of the apps, which refresh it'),
  JWT_ACCESS_TTL_PASSWORD: duration.default('7d').description('Life of an access token of web and dashboard'),
  CORS_ORIGINS: Joi.string()
    .allow('')
    .default('')
    .description('Origins that may call from a browser, comma-joined'),
  TRUST_PROXY: Joi.string()
    .pattern(/^(\d{1,2}|[0-9a-fA-F:./, ]+|loopback)$/, 'a hop count or a list of addresses')
    .default('0')
    .description('Proxies in front: a hop count or addresses; 0 for none'),
  SOCKETS_PER_ADDRESS: Joi.number()
    .integer()
    .min(1)
    .max(100_000)
    .default(200)
    .description('Most socket connections of one address; more where many apps share a gateway'),
  SENTRY_DSN: Joi.string().uri().description('Error tracking through Sentry'),
  RESEND_API_KEY: Joi.string().description(
    'Mails go through Resend; without it they are caught in /dev/inbox',
  ),
  MAIL_FROM: Joi.string()
    .pattern(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'a sender such as Craftworks <hello@example.org>')
    .when('RESEND_API_KEY', { is: Joi.exist(), then: Joi.required() })
    .description('Sender of our mails, an address of a domain that Resend knows'),
  CONTACT_EMAIL: Joi.string()
    .email({ tlds: false })
    .description('Where messages of the contact form go; absent: to the sender of our mails'),
  FIREBASE_PROJECT_ID: Joi.string().description(
    'Pushes and social login go through Firebase, this project; without it pushes are caught in /dev/inbox',
  ),
  FIREBASE_CLIENT_EMAIL: Joi.string()
    .when('FIREBASE_PROJECT_ID', { is: Joi.exist(), then: Joi.required() })
    .description('The service account: its address'),
  FIREBASE_PRIVATE_KEY: Joi.string()
    .pattern(/^-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key in PEM form')
    .when('FIREBASE_PROJECT_ID', { is: Joi.exist(), then: Joi.required() })
    .description('The service account: its private key in PEM form, line ends as \\n'),
  FIREBASE_AUTH_EMULATOR_HOST: Joi.string().description(
    'Social login takes unsigned tokens of an emulator; refused in production',
  ),
  ...twilioEnv,
  ...mediaEnv,
  PAYMENT_PROVIDER: Joi.string()
    .valid('stripe', 'fawry', 'paystack', 'sandbox')
    .description('Who takes payments when nobody asks for another; the first that is configured when absent'),
  STRIPE_SECRET_KEY: Joi.string()
    .when('PAYMENT_PROVIDER', { is: 'stripe', then: Joi.required() })
    .description('Payments through Stripe; without any provider the sandbox takes them, outside production'),
  STRIPE_WEBHOOK_SECRET: Joi.string()
    .when('STRIPE_SECRET_KEY', { is: Joi.exist(), then: Joi.required() })
    .description('Signing secret of the webhook endpoint at Stripe'),
  FAWRY_MERCHANT_CODE: Joi.string()
    .when('PAYMENT_PROVIDER', { is: 'fawry', then: Joi.required() })
    .description('Payments through FawryPay: the merchant code'),
  FAWRY_SECURITY_KEY: Joi.string()
    .when('FAWRY_MERCHANT_CODE', { is: Joi.exist(), then: Joi.required() })
    .description('Security key of the FawryPay account'),
  FAWRY_BASE_URL: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .default('https://www.atfawry.com')
    .description('Address of FawryPay; https://atfawry.fawrystaging.com for its test system'),
  PAYSTACK_SECRET_KEY: Joi.string()
    .when('PAYMENT_PROVIDER', { is: 'paystack', then: Joi.required() })
    .description('Payments through Paystack; also checks its webhooks'),
}).when(Joi.object({ NODE_ENV: Joi.valid('production').required() }).unknown(), {
  then: Joi.object({
    MONGODB_URI: Joi.required(),
    JWT_SECRET: Joi.required(),
    PUBLIC_URL: Joi.required(),
    PAYMENT_PROVIDER: Joi.valid(Joi.override, 'stripe', 'fawry', 'paystack'),
    FIELD_MASTER_KEY: Joi.required(),
    FIREBASE_AUTH_EMULATOR_HOST: Joi.forbidden(),
  }),
});

/** A fault for each wrong variable, naming it and never showing its value. */
export class InvalidEnvironment extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Reads and checks the environment; empty variables count as absent; throws `InvalidEnvironment` with every fault. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Readonly<Env> {
  const named = Object.keys(envSchema.describe()['keys'] as object);
  const given = Object.fromEntries(
    named
      .filter((name) => source[name] !== undefined && source[name] !== '')
      .map((name) => [name, source[name]]),
  );
  const { error, value } = envSchema.validate(given, {
    abortEarly: false,
    errors: { wrap: { label: false } },
  });
  if (error) {
    throw new InvalidEnvironment(error.details.map((detail) => withoutValue(detail.message)));
  }
  return Object.freeze(value);
}

/** Joi shows the refused value in pattern messages. */
function withoutValue(message: string): string {
  return message.replace(/ with value "[\s\S]*?" /, ' ');
}
