import type { PassportInstance } from '../config/passport';
import { refusalOf, type Access } from '../utils/access';
import { Forbidden, Unauthenticated } from '../utils/errors';
import type { Guard } from '../utils/route';
import type { UserActor } from '../utils/types/actor';

/** Makes the guard that finds out who asks; a wrong token is refused even where none is needed. */
export function makeAuthenticate(passport: PassportInstance): Guard {
  return (req, res) => {
    if (req.headers.authorization === undefined) {
      return undefined;
    }
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
  };
}

/** passport-jwt reports a missing bearer token as a plain error. */
const unreadable = (info: Error): Error =>
  info.name.startsWith('JsonWebToken') ||
  info.name.startsWith('TokenExpired') ||
  info.name === 'NotBeforeError'
    ? info
    : new Unauthenticated('auth.tokenInvalid', { cause: info });

/** Makes the guard that lets only `access` pass. */
export function makeAuthorize(access: Access): Guard {
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
