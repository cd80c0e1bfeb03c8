import * as craftsman from './craftsman.handlers';
import * as dispute from './dispute.handlers';
import * as disputeNotices from './dispute.notices';
import { moneyOfJobs } from './money-of-jobs';
import * as payment from './payment.handlers';
import * as paymentNotices from './payment.notices';
import * as withdrawal from './withdrawal.handlers';
import * as withdrawalNotices from './withdrawal.notices';
import type { AppHandlers } from './handler';

/** Who hears of what happens to money: payments, earnings, debts, cash, disputes, withdrawals. */
export const moneyHandlers = {
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
  'dispute.opened': [craftsman.disputedFacts, ...dispute.openedEffects, ...disputeNotices.openedNotices],
  'dispute.settled': [craftsman.settledFacts, ...dispute.settledEffects, ...disputeNotices.settledNotices],
  'dispute.taken': [...dispute.takenEffects],
  'dispute.answered': [...dispute.answeredEffects, ...disputeNotices.answeredNotices],
  'dispute.evidenceAdded': [...dispute.evidenceEffects],
  'dispute.answerDue': [...dispute.answerDueEffects, ...disputeNotices.answerDueNotices],
  'dispute.unanswered': [...dispute.unansweredEffects, ...disputeNotices.unansweredNotices],
  'dispute.decisionDue': [...dispute.decisionDueEffects, ...disputeNotices.decisionDueNotices],
  'dispute.noted': [...dispute.notedEffects],
  'dispute.appealed': [...dispute.appealedEffects, ...disputeNotices.appealedNotices],
  ...moneyOfJobs,
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
} satisfies Partial<AppHandlers>;
