import { makeAccountEmailService } from '../services/accountEmail.service';
import { makeRegisterUser } from '../services/acts/register-user';
import { makeAuthService } from '../services/auth.service';
import { makeRefreshTokens } from '../services/auth/refreshTokens';
import { makeConsentService } from '../services/consent.service';
import { makeOneTimeTokenService } from '../services/oneTimeToken.service';
import { makePasswordService } from '../services/password.service';
import { makePasswordHasher } from '../services/passwords/passwordHasher';
import { makeSessionService } from '../services/session.service';
import { makeStaffService } from '../services/staff.service';
import { makeTotpService } from '../services/totp.service';
import { publicUrlOf, type ContainerOptions, type Core } from './core';

/** Who people are and how they come in. */
export type Identity = ReturnType<typeof makeIdentity>;

/** Makes accounts, logins and staff. */
export function makeIdentity(
  { config, logger, clock, keys, tokens, outbox, accountLimits, activities, settings }: Core,
  { passwordCost }: Pick<ContainerOptions, 'passwordCost'>,
) {
  const passwords = makePasswordHasher({ logger, ...(passwordCost !== undefined && { cost: passwordCost }) });
  const refreshTokens = makeRefreshTokens({ keys });
  const sessions = makeSessionService({ clock, outbox, tokens, refreshTokens, ttl: config.jwt });
  const oneTimeTokens = makeOneTimeTokenService({ clock, keys, publicUrl: publicUrlOf(config) });
  const consents = makeConsentService({ clock, outbox, settings });
  const shared = { clock, outbox, sessions, passwords, accountLimits, oneTimeTokens, consents };
  const passwordService = makePasswordService(shared);
  const staffNeedsSecondFactor = config.isProduction;
  const assertPassword = passwordService.assertCurrent;
  const totp = makeTotpService({ ...shared, keys, assertPassword, staffNeedsSecondFactor });
  return {
    consents,
    passwords,
    sessions,
    oneTimeTokens,
    passwordService,
    totp,
    accountEmails: makeAccountEmailService({ ...shared, passwordService }),
    auth: makeAuthService({ ...shared, activities, secondFactor: totp, staffNeedsSecondFactor }),
    registerUser: makeRegisterUser(shared),
    staff: makeStaffService(shared),
  };
}
