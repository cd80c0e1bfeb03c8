import type { AppHandlers } from './handler';
import * as otp from './otp.handlers';
import * as notices from './otp.notices';

/** Who hears of what happens to phones, and to accounts known by them or by a social login. */
export const phoneHandlers = {
  'otp.issued': [otp.sendCode],
  'password.forgottenByPhone': [otp.sendResetCode],
  'phone.verified': [otp.phoneVerifiedActivity],
  'phone.changeRequested': [otp.phoneChangeRequestedActivity, ...notices.phoneChangeRequestedNotices],
  'phone.changed': [otp.phoneChangedActivity, otp.tellOldPhone, ...notices.phoneChangedNotices],
  'phone.changeUndone': [otp.phoneChangeUndoneActivity, ...notices.phoneChangeUndoneNotices],
  'phone.released': [otp.phoneReleasedActivity, ...notices.phoneReleasedNotices],
  'user.signUpCompleted': [
    otp.completedSearchTerms,
    otp.signUpCompletedActivity,
    ...notices.completedNotices,
  ],
  'social.linked': [otp.socialLinkedActivity, ...notices.socialLinkedNotices],
} satisfies Partial<AppHandlers>;
