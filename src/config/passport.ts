import type { Request } from 'express';
import passportModule from 'passport';
import { ExtractJwt, Strategy, type StrategyOptionsWithRequest } from 'passport-jwt';
import { TOKEN_ALGORITHM, type TokenOptions } from '../utils/accessToken';
import type { Login, ReadClaims } from '../utils/tokenCheck';
import type { UserActor } from '../utils/types/actor';

export type PassportInstance = InstanceType<typeof passportModule.Passport>;

export interface PassportDeps {
  readonly tokens: TokenOptions;
  readonly checkClaims: (claims: ReadClaims) => Promise<Login>;
  /** Hears of each token whose signature, issuer and audience are right. */
  readonly onGenuine: (authorization: string, claims: ReadClaims) => void;
}

type Done = (error: unknown, actor?: UserActor) => void;

/** The one strategy: a bearer token of ours, whose session is alive. */
export function makePassport({ tokens, checkClaims, onGenuine }: PassportDeps): PassportInstance {
  const passport = new passportModule.Passport();
  const options: StrategyOptionsWithRequest = {
    jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
    // The typings know strings and buffers; jsonwebtoken takes the KeyObject as it is.
    secretOrKey: tokens.key as unknown as string,
    algorithms: [TOKEN_ALGORITHM],
    issuer: tokens.issuer,
    audience: tokens.audience,
    ignoreExpiration: true, // checked with the claims, by the injected clock
    passReqToCallback: true,
  };
  passport.use(
    new Strategy(options, ({ headers }: Request, claims: ReadClaims, done: Done) => {
      onGenuine(headers.authorization ?? '', claims);
      checkClaims(claims).then(({ actor }) => done(null, actor), done);
    }),
  );
  return passport;
}
