import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { makePassport, type PassportInstance } from '../config/passport';
import { refusalOf, type Access } from '../utils/access';
import type { TokenOptions } from '../utils/accessToken';
import { Forbidden, Unauthenticated } from '../utils/errors';
import type { Guard } from '../utils/route';
import { makeClaimsCheck, type ClaimsCheckDeps, type Login, type ReadClaims } from '../utils/tokenCheck';
import type { UserActor } from '../utils/types/actor';

/** The signature of a token cannot change: the tokens in use are checked once, what they say at each request. */
const KNOWN_TOKENS = 10_000;

/** Makes the guard that finds out who asks; a wrong token is refused even where none is needed. */
export function makeAuthenticate({ tokens, clock, findActor }: AuthenticateDeps): Guard {
  const genuine = new LRUCache<string, ReadClaims>({ max: KNOWN_TOKENS });
  const checkClaims = makeClaimsCheck({ clock, findActor });
  const passport = makePassport({
    tokens,
    checkClaims,
    onGenuine: (authorization, claims) => void genuine.set(authorization, claims),
  });
  return (req, res) => {
    const { authorization } = req.headers;
    if (authorization === undefined) {
      return undefined;
    }
    const claims = genuine.get(authorization);
    return claims ? recognise(req, checkClaims(claims)) : askPassport(passport, req, res);
  };
}

export type AuthenticateDeps = ClaimsCheckDeps & { readonly tokens: TokenOptions };

async function recognise(req: Request, login: Promise<Login>): Promise<void> {
  req.actor = (await login).actor;
}

function askPassport(passport: PassportInstance, req: Request, res: Response): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const settle = (error: unknown, actor: UserActor | false, info: unknown): void => {
      if (error !== null && error !== undefined) {
        reject(error);
      } else if (actor) {
        req.actor = actor;
        resolve();
      } else {
        reject(info instanceof Error ? unreadable(info) : new Unauthenticated('auth.tokenInvalid'));
      }
    };
    void passport.authenticate('jwt', { session: false }, settle)(req, res, reject);
  });
}

/** passport-jwt reports a missing bearer token as a plain error. */
const unreadable = (info: Error): Error =>
  info.name.startsWith('JsonWebToken') ||
  info.name.startsWith('TokenExpired') ||
  info.name === 'NotBeforeError'
    ? info
    : new Unauthenticated('auth.tokenInvalid', { cause: info });

/** Makes the guard that lets only `access` pass. */
export function makeAuthorize(access: Access): (req: Pick<Request, 'actor'>) => void {
  return (req) => {
    const refusal = refusalOf(access, req.actor);
    if (refusal === 'auth.required') {
      throw new Unauthenticated(refusal);
    }
    if (refusal) {
      throw new Forbidden(refusal);
    }
  };
}
