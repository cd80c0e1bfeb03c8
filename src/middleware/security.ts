import cors from 'cors';
import type { Request, RequestHandler, Response } from 'express';
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

/** What every answer carries for the browser's sake: helmet's headers, CORS for known origins. */
export function makeSecurity({ corsOrigins, publicUrl }: Config['http']): RequestHandler[] {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  const protect = helmet({
    strictTransportSecurity: isHttps && { maxAge: HALF_YEAR_S },
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: isHttps ? [] : null } },
    crossOriginResourcePolicy: { policy: 'same-site' },
  });
  const share = cors({
    origin: [...corsOrigins],
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Accept-Language', 'Idempotency-Key'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: A_DAY_S,
  });
  return [withHeaders(headersOf(protect)), forBrowsersOnly(share)];
}

type Header = readonly [name: string, value: string];

/** What helmet writes: the same for every answer, so it is asked once. */
function headersOf(protect: ReturnType<typeof helmet>): Header[] {
  const headers: Header[] = [];
  const listener = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  protect({} as Request, listener as unknown as Response, (error?: unknown) => {
    if (error !== undefined) {
      throw new Error('the headers of helmet do not come', { cause: error });
    }
  });
  return headers;
}

const withHeaders =
  (headers: readonly Header[]): RequestHandler =>
  (_req, res, next) => {
    for (const [name, value] of headers) {
      res.setHeader(name, value);
    }
    next();
  };

/** Who names no origin is no browser on another site; caches hear all the same that the answer depends on it. */
const forBrowsersOnly =
  (share: RequestHandler): RequestHandler =>
  (req, res, next) => {
    if (req.headers.origin === undefined && req.method !== 'OPTIONS') {
      res.setHeader('Vary', 'Origin');
      next();
    } else {
      void share(req, res, next);
    }
  };
