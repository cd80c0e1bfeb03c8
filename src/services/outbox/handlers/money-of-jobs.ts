import type { AppHandlers } from './handler';
import * as jobMoney from './jobMoney.handlers';
import * as jobMoneyNotices from './jobMoney.notices';

/** Who hears of the money of jobs. */
export const moneyOfJobs = {
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
} satisfies Partial<AppHandlers>;
