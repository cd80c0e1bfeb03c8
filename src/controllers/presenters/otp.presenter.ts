import type { AppSignedIn } from '../../services/acts/sign-in-by-phone';
import type { SentCode } from '../../services/otp.service';
import { presentSignedIn } from './auth.presenter';

/** What the one who asked for a code may know of it. */
export const presentSentCode = ({
  phone,
  channel,
  length,
  expiresAt,
  resendAfterSeconds,
}: SentCode): Record<string, unknown> => ({
  phone,
  channel,
  codeLength: length,
  expiresAt,
  resendAfterSeconds,
});

/** A login that may have made the account. */
export const presentAppSignedIn = (signedIn: AppSignedIn): Record<string, unknown> => ({
  ...presentSignedIn(signedIn),
  isNewUser: signedIn.isNewUser,
  needsSignUp: signedIn.user.role === undefined || signedIn.user.firstName === undefined,
});
