import * as auth from './auth.handlers';
import * as notices from './auth.notices';
import * as block from './block.handlers';
import * as craftsman from './craftsman.handlers';
import * as device from './device.handlers';
import type { AppHandlers } from './handler';
import * as invitation from './invitation.handlers';
import * as invitationNotices from './invitation.notices';
import * as job from './job.handlers';
import * as jobNotices from './job.notices';
import * as jobAction from './jobAction.handlers';
import * as jobActionNotices from './jobAction.notices';
import { moneyReturnedWallet } from './jobMoney.handlers';
import * as jobMoneyNotices from './jobMoney.notices';
import * as matching from './matching.handlers';
import { eraseRemovedMedia } from './media.handlers';
import { moneyHandlers } from './money';
import { markRestRead } from './notification.handlers';
import { phoneHandlers } from './phone';
import * as privacy from './privacy.handlers';
import * as quote from './quote.handlers';
import * as quoteNotices from './quote.notices';
import { closeEndedSockets } from './realtime.handlers';
import * as service from './serviceCategory.handlers';
import { settingsChangedActivity } from './setting.handlers';
import * as staff from './staff.handlers';
import * as staffNotices from './staff.notices';
import { staffRoomHandlers } from './staff-room';
import * as suggestion from './suggestion.handlers';
import { trustHandlers } from './trust';
import * as user from './user.handlers';
import { verificationHandlers } from './verification';

/** Who hears of what. An event that nobody needs to hear of says why: `{ noHandlers: '…' }`. */
export const handlers: AppHandlers = {
  'user.registered': [
    staff.registeredSearchTerms,
    craftsman.registeredListing,
    auth.userRegisteredActivity,
    ...notices.registeredNotices,
  ],
  'session.started': [auth.sessionStartedActivity, ...notices.newDeviceNotices],
  'session.ended': [closeEndedSockets, device.forgetDevicesOfSessions, auth.sessionEndedActivity],
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
  'profile.updated': [staff.profileSearchTerms, craftsman.profileListing, user.profileUpdatedActivity],
  'preferences.changed': [user.preferencesChangedActivity],
  'notification.allRead': [markRestRead],
  'media.removed': [eraseRemovedMedia],
  'totp.codesRenewed': [staff.codesRenewedActivity],
  'totp.codeUsed': [staff.codeUsedActivity, ...staffNotices.recoveryCodeNotices],
  'user.banned': [staff.userBannedActivity, staff.bannedLateBusiness, ...staffNotices.bannedNotices],
  'user.unbanned': [craftsman.unbannedListing, staff.userUnbannedActivity, ...staffNotices.unbannedNotices],
  'user.blocked': [block.userBlockedActivity],
  'user.unblocked': [block.userUnblockedActivity],
  'device.registered': [device.deviceRegisteredActivity],
  'device.removed': [device.deviceRemovedActivity],
  'user.roleChanged': [craftsman.roleListing, staff.userRoleChangedActivity],
  'user.verifiedByStaff': [craftsman.verifiedListing, staff.userVerifiedActivity],
  'staff.created': [staff.staffCreatedActivity],
  'service.created': [service.serviceCreatedActivity],
  'service.updated': [service.serviceUpdatedActivity],
  'service.retired': [service.serviceRetiredActivity],
  'service.deleted': [service.serviceDeletedActivity],
  'quote.submitted': [
    quote.quoteSubmittedActivity,
    quote.quoteSubmittedSocket,
    ...quoteNotices.quoteSubmittedNotices,
  ],
  'quote.revised': [
    quote.quoteRevisedActivity,
    quote.quoteRevisedSocket,
    ...quoteNotices.quoteRevisedNotices,
  ],
  'quote.confirmed': [
    quote.quoteConfirmedActivity,
    quote.quoteConfirmedSocket,
    ...quoteNotices.quoteConfirmedNotices,
  ],
  'quote.withdrawn': [
    quote.quoteWithdrawnActivity,
    quote.quoteWithdrawnSocket,
    ...quoteNotices.quoteWithdrawnNotices,
  ],
  'quote.declined': [
    quote.quoteDeclinedActivity,
    quote.quoteDeclinedSocket,
    ...quoteNotices.quoteDeclinedNotices,
  ],
  'quote.accepted': [
    craftsman.acceptedFacts,
    suggestion.acceptedSample,
    quote.quoteAcceptedActivity,
    quote.quoteAcceptedSocket,
    quote.jobHiredSocket,
    ...quoteNotices.quoteAcceptedNotices,
  ],
  'quote.expired': [
    quote.quoteExpiredActivity,
    quote.quoteExpiredSocket,
    ...quoteNotices.quoteExpiredNotices,
  ],
  'quote.needsConfirmation': [
    quote.quoteUnconfirmedActivity,
    quote.quoteUnconfirmedSocket,
    ...quoteNotices.quoteUnconfirmedNotices,
  ],
  'invitation.sent': [
    invitation.invitationSentActivity,
    invitation.invitationSentSocket,
    ...invitationNotices.invitationSentNotices,
  ],
  'invitation.accepted': [
    craftsman.invitationAcceptedFacts,
    invitation.invitationAcceptedActivity,
    invitation.invitationAcceptedSocket,
    ...invitationNotices.invitationAcceptedNotices,
  ],
  'invitation.rejected': [
    craftsman.invitationRejectedFacts,
    invitation.invitationRejectedActivity,
    invitation.invitationRejectedSocket,
    ...invitationNotices.invitationRejectedNotices,
  ],
  'invitation.withdrawn': [
    invitation.invitationWithdrawnActivity,
    invitation.invitationWithdrawnSocket,
    ...invitationNotices.invitationWithdrawnNotices,
  ],
  'invitation.expired': [
    craftsman.invitationExpiredFacts,
    invitation.invitationExpiredActivity,
    invitation.invitationExpiredSocket,
    ...invitationNotices.invitationExpiredNotices,
  ],
  'job.posted': [job.jobPostedActivity, job.jobPostedSocket, matching.postedMatching],
  'job.matched': [matching.matchedActivity, matching.matchedTelling],
  'job.offered': [...matching.offeredNotices],
  'job.edited': [job.jobEditedActivity, job.jobEditedSocket],
  'job.extended': [job.jobExtendedActivity, job.jobExtendedSocket],
  'job.expiring': [job.jobExpiringActivity, ...jobNotices.jobExpiringNotices],
  'job.expired': [job.jobExpiredActivity, job.jobExpiredSocket, ...jobNotices.jobExpiredNotices],
  'job.moderated': [job.jobModeratedActivity, job.jobModeratedSocket, ...jobNotices.jobModeratedNotices],
  'job.statusChanged': [
    craftsman.changedFacts,
    jobAction.statusChangedActivity,
    jobAction.statusChangedSocket,
    ...jobActionNotices.statusChangedNotices,
  ],
  // The change of status is told by `job.statusChanged`.
  'job.completed': [craftsman.completedFacts, ...jobMoneyNotices.cashAskedNotices],
  'job.cancelled': [
    craftsman.cancelledFacts,
    jobAction.jobCancelledActivity,
    jobAction.jobCancelledSocket,
    moneyReturnedWallet,
    ...jobActionNotices.jobCancelledNotices,
    ...jobMoneyNotices.moneyReturnedNotices,
  ],
  'job.rescheduleProposed': [
    jobAction.rescheduleProposedActivity,
    jobAction.rescheduleProposedSocket,
    ...jobActionNotices.rescheduleProposedNotices,
  ],
  'job.rescheduleAccepted': [
    jobAction.rescheduleAcceptedActivity,
    jobAction.rescheduleAcceptedSocket,
    ...jobActionNotices.rescheduleAcceptedNotices,
  ],
  'job.rescheduleDeclined': [
    jobAction.rescheduleDeclinedActivity,
    jobAction.rescheduleDeclinedSocket,
    ...jobActionNotices.rescheduleDeclinedNotices,
  ],
  'job.hireLapsed': [
    craftsman.lapsedFacts,
    suggestion.lapsedSample,
    jobAction.hireLapsedActivity,
    jobAction.hireLapsedSocket,
    ...jobActionNotices.hireLapsedNotices,
  ],
  ...phoneHandlers,
  'consent.changed': [privacy.consentChangedActivity],
  'account.exported': [privacy.accountExportedActivity, ...privacy.accountExportedNotices],
  'account.erased': [privacy.accountErasedActivity, privacy.accountErasedLetter, privacy.sweepErased],
  ...moneyHandlers,
  ...trustHandlers,
  ...verificationHandlers,
  ...staffRoomHandlers,
  'settings.changed': [settingsChangedActivity],
};
