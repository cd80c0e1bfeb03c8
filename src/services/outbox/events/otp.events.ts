import type { Id } from '../../../utils/ids';
import type { SocialProvider } from '../../../utils/socialProviders';
import type { Locale, Role } from '../../../utils/types/actor';

/** What happened to phones, and to accounts known by a phone or a social login. Codes stand nowhere. */
export interface OtpEvents {
  'otp.issued': { otpId: Id; sendId: Id };
  /** Somebody asked for a code; whether there is such an account is found out later, out of sight. */
  'password.forgottenByPhone': { phone: string; locale: Locale };
  'phone.verified': { userId: Id };
  'phone.changeRequested': { userId: Id; to: string };
  /** `from` and the token are absent where no phone of the account was verified before. */
  'phone.changed': { userId: Id; to: string; from?: string; undoTokenId?: Id };
  'phone.changeUndone': { userId: Id };
  /** Somebody else has shown that the phone, which the account named unconfirmed, is in his hand. */
  'phone.released': { userId: Id };
  'user.signUpCompleted': { userId: Id; role: Role };
  'social.linked': { userId: Id; provider: SocialProvider };
}
