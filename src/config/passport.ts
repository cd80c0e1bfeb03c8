import passportModule from 'passport';
import { ExtractJwt, Strategy, type StrategyOptionsWithoutRequest } from 'passport-jwt';
import type { AccessClaims, TokenOptions } from '../utils/accessToken';
import { TOKEN_ALGORITHM } from '../utils/accessToken';
import { Unauthenticated } from '../utils/errors';
import type { Clock } from '../utils/clock';
import type { UserActor } from '../utils/types/actor';

export type PassportInstance = InstanceType<typeof passportModule.Passport>;

type Claims = Partial<AccessClaims> & { readonly exp?: number };

export interface PassportDeps {
  readonly tokens: TokenOptions;
  readonly clock: Clock;
  readonly findActor: (sessionId: string) => Promise<UserActor | undefined>;
}

/** The one strategy: a bearer token of ours, whose session is alive. */
export function makePassport({ tokens, clock, findActor }: PassportDeps): PassportInstance {
  const passport = new passportModule.Passport();
  const options: StrategyOptionsWithoutRequest = {
    jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
    // The typings know strings and buffers; jsonwebtoken takes the KeyObject as it is.
    secretOrKey: tokens.key as unknown as string,
    algorithms: [TOKEN_ALGORITHM],
    issuer: tokens.issuer,
    audience: tokens.audience,
    ignoreExpiration: true, // checked below, by the injected clock
  };
  const verify = async (claims: Claims): Promise<UserActor> => {
    if (claims.typ !== 'access' || typeof claims.sid !== 'string') {
      throw new Unauthenticated('auth.tokenInvalid');
    }
    if (typeof claims.exp !== 'number' || claims.exp * 1000 <= clock.now().getTime()) {
      throw new Unauthenticated('auth.tokenExpired');
    }
    const actor = await findActor(claims.sid);
    if (!actor || actor.id !== claims.sub) {
      throw new Unauthenticated('auth.sessionEnded');
    }
    return actor;
  };
  passport.use(
    new Strategy(options, (claims: Claims, done: (error: unknown, actor?: UserActor) => void) => {
      verify(claims).then((actor) => done(null, actor), done);
    }),
  );
  return passport;
}
