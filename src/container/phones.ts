import { makeAccountPhoneService } from '../services/accountPhone.service';
import { makeLinkSocial } from '../services/acts/link-social';
import { makeSignInSocially } from '../services/acts/sign-in-socially';
import { makeCompleteSignUp } from '../services/acts/complete-sign-up';
import { makeSignInByPhone } from '../services/acts/sign-in-by-phone';
import { makeUndoChange } from '../services/auth/undoing';
import { makeOtpService } from '../services/otp.service';
import { makeOtpCodes } from '../services/otp/codes';
import { makeDeliverCode } from '../services/otp/delivering';
import { makeOtpSendLimits } from '../services/otp/sendLimits';
import { makeTellOldPhone } from '../services/otp/tellingOldPhone';
import { makePhonePasswords } from '../services/passwords/byPhone';
import { makeSmsProvider } from '../services/providers/sms';
import { makeSocialVerifier } from '../services/providers/social';
import type { ChannelServices } from './channels';
import type { ContainerOptions, Core } from './core';
import type { Identity } from './identity';

/** Who people are by their phones. */
export type Phones = ReturnType<typeof makePhones>;

/** Makes codes, what they open, and their way to the phones. */
export function makePhones(
  core: Core & Identity & ChannelServices,
  options: Pick<ContainerOptions, 'sms' | 'social'>,
) {
  const sms = options.sms ?? makeSmsProvider(core.config, core.inbox);
  const social = options.social ?? makeSocialVerifier(core.config);
  const codes = makeOtpCodes(core);
  const shared = {
    ...core,
    sms,
    social,
    codes,
    sendLimits: makeOtpSendLimits(core),
    secondFactor: core.totp,
  };
  const otps = makeOtpService(shared);
  const accountPhones = makeAccountPhoneService({ ...shared, otps });
  return {
    otps,
    accountPhones,
    deliverCode: makeDeliverCode(shared),
    tellOldPhone: makeTellOldPhone({ ...shared, links: core.oneTimeTokens }),
    phonePasswords: makePhonePasswords(shared),
    signInByPhone: makeSignInByPhone(shared),
    signInSocially: makeSignInSocially(shared),
    linkSocial: makeLinkSocial(shared),
    completeSignUp: makeCompleteSignUp(core),
    undoChange: makeUndoChange({ ...core, accountPhones }),
  };
}
