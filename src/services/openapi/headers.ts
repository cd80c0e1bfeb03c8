import { LOCALES } from '../../utils/types/actor';
import type { Components } from './components';
import { isIdempotent, type Target } from './guardCodes';
import type { Json } from './types';

const header = (description: string, schema: Json): Json => ({ description, schema });
const seconds: Json = { type: 'integer', minimum: 0 };

const headers = {
  'X-Request-Id': header('The id of this request; it stands in our logs.', { type: 'string' }),
  'RateLimit-Policy': header('The limit and its window in seconds, such as `100;w=900`.', { type: 'string' }),
  'RateLimit-Limit': header('How many requests the window allows.', seconds),
  'RateLimit-Remaining': header('How many are left in this window.', seconds),
  'RateLimit-Reset': header('Seconds until the window ends.', seconds),
  'Retry-After': header('Seconds to wait before the next try.', seconds),
  'WWW-Authenticate': header('The way to sign in: `Bearer`.', { type: 'string' }),
  'Idempotency-Replayed': header('`true` when this is the kept answer of an earlier request.', {
    type: 'string',
    enum: ['true'],
  }),
} as const satisfies Record<string, Json>;

type HeaderName = keyof typeof headers;

const limitHeaders = [
  'RateLimit-Policy',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
] as const;

/** Errors carry the limit's headers too; naming them once, and where the limit is the matter, keeps the page readable. */
const byStatus: Readonly<Record<number, readonly HeaderName[]>> = {
  200: limitHeaders,
  201: limitHeaders,
  401: ['WWW-Authenticate'],
  429: [...limitHeaders, 'Retry-After'],
  503: ['Retry-After'],
};

/** The headers of an answer with this status. */
export function responseHeaders(
  status: number,
  components: Components,
  more: readonly HeaderName[] = [],
): Json {
  const names: HeaderName[] = ['X-Request-Id', ...(byStatus[status] ?? []), ...more];
  return Object.fromEntries(
    names.map((name) => [name, components.share('headers', name, () => headers[name])]),
  );
}

const acceptLanguage: Json = {
  name: 'Accept-Language',
  in: 'header',
  description: 'The language of messages; English when absent.',
  schema: { type: 'string', examples: [...LOCALES] },
};

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The first answer to a key is kept for 24 hours and sent again when the request is repeated with the same body; another body is 422.',
  schema: {
    type: 'string',
    minLength: 1,
    maxLength: 255,
    examples: ['7d7f1f5e-0f1c-4c5e-8f0e-3f9a2b6c1d11'],
  },
};

/** The request headers that an operation reads. */
export const requestHeaders = (target: Target, components: Components): Json[] => [
  components.share('parameters', 'AcceptLanguage', () => acceptLanguage),
  ...(isIdempotent(target) ? [components.share('parameters', 'IdempotencyKey', () => idempotencyKey)] : []),
];
