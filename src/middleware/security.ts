import compression from 'compression';
import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const HALF_YEAR_S = 15_552_000;
const A_DAY_S = 86_400;

/** What every answer carries for the browser's sake: helmet's headers, CORS for known origins, compression. */
export function makeSecurity({ corsOrigins }: { corsOrigins: readonly string[] }): RequestHandler[] {
  return [
    helmet({
      strictTransportSecurity: { maxAge: HALF_YEAR_S },
      crossOriginResourcePolicy: { policy: 'same-site' },
    }),
    cors({
      origin: [...corsOrigins],
      credentials: false,
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'Accept-Language', 'Idempotency-Key'],
      exposedHeaders: [
        'X-Request-Id',
        'Retry-After',
        'RateLimit-Limit',
        'RateLimit-Remaining',
        'RateLimit-Reset',
        'Idempotency-Replayed',
      ],
      maxAge: A_DAY_S,
    }),
    compression(),
  ];
}
