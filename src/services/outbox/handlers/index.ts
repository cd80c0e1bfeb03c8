import * as auth from './auth.handlers';
import * as notices from './auth.notices';
import type { AppHandlers } from './handler';
import { eraseRemovedMedia } from './media.handlers';
import { markRestRead } from './notification.handlers';
import { closeEndedSockets } from './realtime.handlers';
import * as service from './serviceCategory.handlers';
import { settingsChangedActivity } from './setting.handlers';
import * as staff from './staff.handlers';
import * as staffNotices from './staff.notices';
import * as user from './user.handlers';

/** Who hears of what. An event that nobody needs to hear of says why: `{ noHandlers: '…' }`. */
export const handlers: AppHandlers = {
  'user.registered': [staff.registeredSearchTerms, auth.userRegisteredActivity, ...notices.registeredNotices],
  'session.started': [auth.sessionStartedActivity, ...notices.newDeviceNotices],
  'session.ended': [closeEndedSockets, auth.sessionEndedActivity],
  'password.forgotten': [auth.sendResetLink],
  'password.resetRequested': [notices.resetPasswordLetter],
  'password.changed': [auth.passwordChangedActivity, ...notices.passwordChangedNotices],
  'email.verificationRequested': [notices.verifyEmailLetter],
  'email.verified': [auth.emailVerifiedActivity],
  'email.changeRequested': [auth.emailChangeRequestedActivity, ...notices.emailChangeRequestedNotices],
  'email.changed': [staff.emailSearchTerms, auth.emailChangedActivity, ...notices.emailChangedNotices],
  'email.changeUndone': [
    staff.emailUndoneSearchTerms,
    auth.emailChangeUndoneActivity,
    ...notices.emailChangeUndoneNotices,
  ],
  'refresh.reused': [auth.refreshReusedActivity, ...notices.refreshReusedNotices],
  'totp.enabled': [auth.totpEnabledActivity, ...notices.totpEnabledNotices],
  'totp.disabled': [auth.totpDisabledActivity, ...notices.totpDisabledNotices],
  'profile.updated': [staff.profileSearchTerms, user.profileUpdatedActivity],
  'preferences.changed': [user.preferencesChangedActivity],
  'notification.allRead': [markRestRead],
  'media.removed': [eraseRemovedMedia],
  'totp.codesRenewed': [staff.codesRenewedActivity],
  'totp.codeUsed': [staff.codeUsedActivity, ...staffNotices.recoveryCodeNotices],
  'user.banned': [staff.userBannedActivity, ...staffNotices.bannedNotices],
  'user.unbanned': [staff.userUnbannedActivity, ...staffNotices.unbannedNotices],
  'user.roleChanged': [staff.userRoleChangedActivity],
  'user.verifiedByStaff': [staff.userVerifiedActivity],
  'staff.created': [staff.staffCreatedActivity],
  'service.created': [service.serviceCreatedActivity],
  'service.updated': [service.serviceUpdatedActivity],
  'service.retired': [service.serviceRetiredActivity],
  'service.deleted': [service.serviceDeletedActivity],
  'settings.changed': [settingsChangedActivity],
};
