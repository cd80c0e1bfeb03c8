import * as auth from './auth.handlers';
import * as notices from './auth.notices';
import * as block from './block.handlers';
import * as device from './device.handlers';
import * as dispute from './dispute.handlers';
import * as disputeNotices from './dispute.notices';
import type { AppHandlers } from './handler';
import * as invitation from './invitation.handlers';
import * as invitationNotices from './invitation.notices';
import * as job from './job.handlers';
import * as jobNotices from './job.notices';
import * as jobAction from './jobAction.handlers';
import * as jobActionNotices from './jobAction.notices';
import * as jobMoney from './jobMoney.handlers';
import * as jobMoneyNotices from './jobMoney.notices';
import { eraseRemovedMedia } from './media.handlers';
import { markRestRead } from './notification.handlers';
import * as payment from './payment.handlers';
import * as paymentNotices from './payment.notices';
import * as quote from './quote.handlers';
import * as quoteNotices from './quote.notices';
import { closeEndedSockets } from './realtime.handlers';
import * as service from './serviceCategory.handlers';
import { settingsChangedActivity } from './setting.handlers';
import * as staff from './staff.handlers';
import * as staffNotices from './staff.notices';
import * as user from './user.handlers';
import * as verification from './verification.handlers';
import * as verificationNotices from './verification.notices';
import * as withdrawal from './withdrawal.handlers';
import * as withdrawalNotices from './withdrawal.notices';

/** Who hears of what. An event that nobody needs to hear of says why: `{ noHandlers: '…' }`. */
export const handlers: AppHandlers = {
  'user.registered': [staff.registeredSearchTerms, auth.userRegisteredActivity, ...notices.registeredNotices],
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
  'profile.updated': [staff.profileSearchTerms, user.profileUpdatedActivity],
  'preferences.changed': [user.preferencesChangedActivity],
  'notification.allRead': [markRestRead],
  'media.removed': [eraseRemovedMedia],
  'totp.codesRenewed': [staff.codesRenewedActivity],
  'totp.codeUsed': [staff.codeUsedActivity, ...staffNotices.recoveryCodeNotices],
  'user.banned': [staff.userBannedActivity, ...staffNotices.bannedNotices],
  'user.unbanned': [staff.userUnbannedActivity, ...staffNotices.unbannedNotices],
  'user.blocked': [block.userBlockedActivity],
  'user.unblocked': [block.userUnblockedActivity],
  'device.registered': [device.deviceRegisteredActivity],
  'device.removed': [device.deviceRemovedActivity],
  'verification.submitted': [verification.verificationSubmittedActivity],
  'verification.approved': [
    verification.verificationApprovedActivity,
    ...verificationNotices.verificationApprovedNotices,
  ],
  'verification.rejected': [
    verification.verificationRejectedActivity,
    ...verificationNotices.verificationRejectedNotices,
  ],
  'user.roleChanged': [staff.userRoleChangedActivity],
  'user.verifiedByStaff': [staff.userVerifiedActivity],
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
    invitation.invitationAcceptedActivity,
    invitation.invitationAcceptedSocket,
    ...invitationNotices.invitationAcceptedNotices,
  ],
  'invitation.rejected': [
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
    invitation.invitationExpiredActivity,
    invitation.invitationExpiredSocket,
    ...invitationNotices.invitationExpiredNotices,
  ],
  'job.posted': [job.jobPostedActivity, job.jobPostedSocket],
  'job.edited': [job.jobEditedActivity, job.jobEditedSocket],
  'job.extended': [job.jobExtendedActivity, job.jobExtendedSocket],
  'job.expiring': [job.jobExpiringActivity, ...jobNotices.jobExpiringNotices],
  'job.expired': [job.jobExpiredActivity, job.jobExpiredSocket, ...jobNotices.jobExpiredNotices],
  'job.moderated': [job.jobModeratedActivity, job.jobModeratedSocket, ...jobNotices.jobModeratedNotices],
  'job.statusChanged': [
    jobAction.statusChangedActivity,
    jobAction.statusChangedSocket,
    ...jobActionNotices.statusChangedNotices,
  ],
  // The change of status is told by `job.statusChanged`.
  'job.completed': [...jobMoneyNotices.cashAskedNotices],
  'job.cancelled': [
    jobAction.jobCancelledActivity,
    jobAction.jobCancelledSocket,
    jobMoney.moneyReturnedWallet,
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
    jobAction.hireLapsedActivity,
    jobAction.hireLapsedSocket,
    ...jobActionNotices.hireLapsedNotices,
  ],
  'payment.started': [payment.paymentStartedActivity],
  'payment.captured': [
    payment.paymentCapturedActivity,
    payment.paymentCapturedSocket,
    ...paymentNotices.paymentCapturedNotices,
  ],
  'payment.ended': [
    payment.paymentEndedActivity,
    payment.paymentEndedSocket,
    ...paymentNotices.paymentDeclinedNotices,
  ],
  'job.hireFirm': [payment.hireFirmActivity, payment.hireFirmSocket, ...paymentNotices.hireFirmNotices],
  'refund.requested': [payment.refundRequestedActivity, payment.sendRefund],
  'refund.done': [payment.refundDoneActivity, payment.refundDoneSocket, ...paymentNotices.refundDoneNotices],
  'refund.failed': [
    payment.refundFailedActivity,
    payment.refundFailedSocket,
    ...paymentNotices.refundFailedNotices,
  ],
  'webhook.resolved': [
    payment.webhookResolvedActivity,
    payment.webhookResolvedSocket,
    ...paymentNotices.moneyAssignedNotices,
  ],
  'webhook.dismissed': [payment.webhookDismissedActivity],
  'dispute.opened': [...dispute.openedEffects, ...disputeNotices.openedNotices],
  'dispute.settled': [...dispute.settledEffects, ...disputeNotices.settledNotices],
  // What is charged at an end is in the line of that end.
  'earning.opened': [
    jobMoney.earningOpenedActivity,
    jobMoney.earningOpenedWallet,
    ...jobMoneyNotices.earningOpenedNotices,
  ],
  'earning.matured': [
    jobMoney.earningMaturedActivity,
    jobMoney.earningMaturedWallet,
    ...jobMoneyNotices.earningMaturedNotices,
  ],
  'fee.charged': [jobMoney.feeChargedWallet, ...jobMoneyNotices.feeChargedNotices],
  'debt.repaid': [
    jobMoney.debtRepaidActivity,
    jobMoney.debtRepaidWallet,
    ...jobMoneyNotices.debtRepaidNotices,
  ],
  'debt.reminded': [...jobMoneyNotices.debtRemindedNotices],
  'cash.stated': [
    jobMoney.cashStatedActivity,
    jobMoney.cashStatedSocket,
    ...jobMoneyNotices.cashStatedNotices,
  ],
  'cash.confirmed': [
    jobMoney.cashConfirmedActivity,
    jobMoney.cashConfirmedSocket,
    ...jobMoneyNotices.cashConfirmedNotices,
  ],
  'cash.differs': [
    jobMoney.cashDiffersActivity,
    jobMoney.cashDiffersSocket,
    ...jobMoneyNotices.cashDiffersNotices,
  ],
  'job.partlyReleased': [
    jobMoney.partlyReleasedActivity,
    jobMoney.partlyReleasedSocket,
    ...jobMoneyNotices.partlyReleasedNotices,
  ],
  'changeOrder.proposed': [
    jobMoney.orderProposedActivity,
    jobMoney.orderProposedSocket,
    ...jobMoneyNotices.orderProposedNotices,
  ],
  'changeOrder.accepted': [
    jobMoney.orderAcceptedActivity,
    jobMoney.orderAcceptedSocket,
    ...jobMoneyNotices.orderAcceptedNotices,
  ],
  'changeOrder.funded': [
    jobMoney.orderFundedActivity,
    jobMoney.orderFundedSocket,
    ...jobMoneyNotices.orderFundedNotices,
  ],
  'changeOrder.declined': [
    jobMoney.orderDeclinedActivity,
    jobMoney.orderDeclinedSocket,
    ...jobMoneyNotices.orderDeclinedNotices,
  ],
  'withdrawal.requested': [
    withdrawal.sendWithdrawal,
    withdrawal.requestedActivity,
    withdrawal.requestedSocket,
    ...withdrawalNotices.requestedNotices,
  ],
  'withdrawal.sent': [withdrawal.sentActivity, withdrawal.sentSocket],
  'withdrawal.paid': [withdrawal.paidActivity, withdrawal.paidSocket, ...withdrawalNotices.paidNotices],
  'withdrawal.failed': [
    withdrawal.failedActivity,
    withdrawal.failedSocket,
    ...withdrawalNotices.failedNotices,
  ],
  'withdrawal.cancelled': [
    withdrawal.cancelledActivity,
    withdrawal.cancelledSocket,
    ...withdrawalNotices.cancelledNotices,
  ],
  'withdrawal.destinationViewed': [withdrawal.destinationViewedActivity],
  'payoutDetails.changed': [withdrawal.payoutDetailsActivity, ...withdrawalNotices.payoutDetailsNotices],
  'adjustment.requested': [withdrawal.adjustmentRequestedActivity],
  'adjustment.approved': [
    withdrawal.adjustmentApprovedActivity,
    withdrawal.adjustmentApprovedSocket,
    ...withdrawalNotices.adjustedNotices,
  ],
  'adjustment.rejected': [withdrawal.adjustmentRejectedActivity],
  'settings.changed': [settingsChangedActivity],
};
