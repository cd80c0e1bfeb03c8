import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { SessionScope } from './types/actor';

/** What an access token says: the session it belongs to, never what its user may do. */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly typ: 'access';
  readonly scope: SessionScope;
}

export interface TokenOptions {
  readonly key: KeyObject;
  readonly issuer: string;
  readonly audience: string;
}

export const TOKEN_ALGORITHM = 'HS256';

/** The key as an object: checking with a string costs some forty times more. */
export const tokenKey = (secret: string): KeyObject => createSecretKey(Buffer.from(secret, 'utf8'));

/** Signs an access token that was issued at `now` and lives `ttlMs`. */
export function signAccessToken(
  claims: AccessClaims,
  { now, ttlMs }: { now: Date; ttlMs: number },
  options: TokenOptions,
): string {
  const iat = Math.floor(now.getTime() / 1000);
  const payload = { ...claims, iat, exp: iat + Math.ceil(ttlMs / 1000) };
  return jwt.sign(payload, options.key, {
    algorithm: TOKEN_ALGORITHM,
    issuer: options.issuer,
    audience: options.audience,
  });
}
