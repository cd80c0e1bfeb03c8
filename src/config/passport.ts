import passportModule from 'passport';
import { ExtractJwt, Strategy, type StrategyOptionsWithoutRequest } from 'passport-jwt';
import { TOKEN_ALGORITHM, type TokenOptions } from '../utils/accessToken';
import type { Clock } from '../utils/clock';
import { makeClaimsCheck, type ReadClaims } from '../utils/tokenCheck';
import type { UserActor } from '../utils/types/actor';

export type PassportInstance = InstanceType<typeof passportModule.Passport>;

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
    ignoreExpiration: true, // checked with the claims, by the injected clock
  };
  const check = makeClaimsCheck({ clock, findActor });
  passport.use(
    new Strategy(options, (claims: ReadClaims, done: (error: unknown, actor?: UserActor) => void) => {
      check(claims).then(({ actor }) => done(null, actor), done);
    }),
  );
  return passport;
}
