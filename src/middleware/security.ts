import compression from 'compression';
import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config';

const HALF_YEAR_S = 15_552_000;
const A_DAY_S = 86_400;
const EXPOSED_HEADERS = [
  'X-Request-Id',
  'Retry-After',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Idempotency-Replayed',
];

/** What every answer carries for the browser's sake: helmet's headers, CORS for known origins, compression. */
export function makeSecurity({ corsOrigins, publicUrl }: Config['http']): RequestHandler[] {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  return [
    helmet({
      strictTransportSecurity: isHttps && { maxAge: HALF_YEAR_S },
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: isHttps ? [] : null } },
      crossOriginResourcePolicy: { policy: 'same-site' },
    }),
    cors({
      origin: [...corsOrigins],
      credentials: false,
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'Accept-Language', 'Idempotency-Key'],
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: A_DAY_S,
    }),
    compression(),
  ];
}
