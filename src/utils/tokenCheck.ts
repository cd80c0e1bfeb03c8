import jwt from 'jsonwebtoken';
import { TOKEN_ALGORITHM, type AccessClaims, type TokenOptions } from './accessToken';
import type { Clock } from './clock';
import { Unauthenticated } from './errors';
import type { UserActor } from './types/actor';

/** What stands in a token whose signature, issuer and audience are right; nothing else of it is known yet. */
export type ReadClaims = Partial<AccessClaims> & { readonly exp?: number };

export interface Login {
  readonly actor: UserActor;
  /** When the token ends. */
  readonly expiresAt: Date;
}

export interface ClaimsCheckDeps {
  readonly clock: Clock;
  readonly findActor: (sessionId: string) => Promise<UserActor | undefined>;
}

/** Makes the check of what a token says: an access token, not expired by the clock, of a session that is alive. */
export const makeClaimsCheck =
  ({ clock, findActor }: ClaimsCheckDeps) =>
  async (claims: ReadClaims): Promise<Login> => {
    const { typ, sid, sub, exp } = claims;
    if (typ !== 'access' || typeof sid !== 'string') {
      throw new Unauthenticated('auth.tokenInvalid');
    }
    if (typeof exp !== 'number' || exp * 1000 <= clock.now().getTime()) {
      throw new Unauthenticated('auth.tokenExpired');
    }
    const actor = await findActor(sid);
    if (!actor || actor.id !== sub) {
      throw new Unauthenticated('auth.sessionEnded');
    }
    return { actor, expiresAt: new Date(exp * 1000) };
  };

/** Makes the check of a token as it came, for what does not pass through passport. */
export function makeTokenCheck(
  deps: ClaimsCheckDeps & { readonly tokens: TokenOptions },
): (token: string) => Promise<Login> {
  const checkClaims = makeClaimsCheck(deps);
  return async (token) => checkClaims(readClaims(token, deps.tokens));
}

function readClaims(token: string, { key, issuer, audience }: TokenOptions): ReadClaims {
  try {
    const options = { algorithms: [TOKEN_ALGORITHM], issuer, audience, ignoreExpiration: true } as const;
    return jwt.verify(token, key, { ...options, algorithms: [...options.algorithms] }) as ReadClaims;
  } catch (error) {
    throw new Unauthenticated('auth.tokenInvalid', { cause: error });
  }
}
