import * as auth from './auth.handlers';
import * as notices from './auth.notices';
import type { AppHandlers } from './handler';
import { markRestRead } from './notification.handlers';
import { closeEndedSockets } from './realtime.handlers';
import { settingsChangedActivity } from './setting.handlers';
import * as user from './user.handlers';

/** Who hears of what. An event that nobody needs to hear of says why: `{ noHandlers: '…' }`. */
export const handlers: AppHandlers = {
  'user.registered': [auth.userRegisteredActivity, ...notices.registeredNotices],
  'session.started': [auth.sessionStartedActivity, ...notices.newDeviceNotices],
  'session.ended': [closeEndedSockets, auth.sessionEndedActivity],
  'password.forgotten': [auth.sendResetLink],
  'password.resetRequested': [notices.resetPasswordLetter],
  'password.changed': [auth.passwordChangedActivity, ...notices.passwordChangedNotices],
  'email.verificationRequested': [notices.verifyEmailLetter],
  'email.verified': [auth.emailVerifiedActivity],
  'email.changeRequested': [auth.emailChangeRequestedActivity, ...notices.emailChangeRequestedNotices],
  'email.changed': [auth.emailChangedActivity, ...notices.emailChangedNotices],
  'email.changeUndone': [auth.emailChangeUndoneActivity, ...notices.emailChangeUndoneNotices],
  'refresh.reused': [auth.refreshReusedActivity, ...notices.refreshReusedNotices],
  'totp.enabled': [auth.totpEnabledActivity, ...notices.totpEnabledNotices],
  'totp.disabled': [auth.totpDisabledActivity, ...notices.totpDisabledNotices],
  'profile.updated': [user.profileUpdatedActivity],
  'preferences.changed': [user.preferencesChangedActivity],
  'notification.allRead': [markRestRead],
  'settings.changed': [settingsChangedActivity],
};
