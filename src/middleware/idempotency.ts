import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type {
  Attempt,
  IdempotencyService,
  KeyedRequest,
  StoredAnswer,
} from '../services/idempotency.service';
import { BadRequest } from '../utils/errors';
import { currentRequest } from '../utils/requestContext';

const MAX_KEY = 255;

/** The request's Idempotency-Key with all that tells it from others; undefined when it has none. */
export async function readKey(req: Request): Promise<KeyedRequest | undefined> {
  const key = req.headers['idempotency-key'];
  if (key === undefined) {
    return undefined;
  }
  if (typeof key !== 'string' || key.trim() === '' || key.length > MAX_KEY) {
    throw new BadRequest('request.idempotencyKeyInvalid');
  }
  const route = `${req.method} ${req.baseUrl}${req.path}`;
  return { owner: req.actor?.id ?? 'anonymous', route, key, bodyHash: await hashOf(req) };
}

async function hashOf(req: Request): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([req.query, req.body ?? null]));
  for (const { field, path } of req.uploads) {
    hash.update(field);
    await pipeline(createReadStream(path), hash, { end: false });
  }
  return hash.digest('base64url');
}

/** Enters the attempt into the request's context, where `inTransaction` finds it; gives the kept answer when there is one. */
export async function beginAttempt(
  service: IdempotencyService,
  request: KeyedRequest,
): Promise<StoredAnswer | Attempt> {
  const begun = await service.begin(request);
  const context = currentRequest();
  if ('run' in begun && context) {
    context.idempotentRun = begun.run;
  }
  return begun;
}

/** Server errors and limits pass; all else is the request's answer for good. */
export const isWorthKeeping = (status: number): boolean => status < 500 && status !== 429;
