import type { Id } from '../../../utils/ids';
import type { JobFact } from '../events/jobAction.events';
import type { ChangeOrderFact } from '../events/jobMoney.events';
import { jobUpdate } from './job-update';
import { logActivity } from './log-activity';
import { walletUpdate } from './wallet-update';

const job = (id: Id): { type: 'job'; id: Id } => ({ type: 'job', id });
const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];

export const earningOpenedActivity = logActivity(
  'earning.opened',
  ({ jobId, source, amountMinor, currency, maturesAt }) => ({
    action: 'earning.opened',
    target: job(jobId),
    after: { source, amount: amountMinor, currency, maturesAt },
  }),
);
export const earningMaturedActivity = logActivity(
  'earning.matured',
  ({ jobId, amountMinor, repaidMinor, currency }) => ({
    action: 'earning.matured',
    target: job(jobId),
    after: { amount: amountMinor, repaid: repaidMinor, currency },
  }),
);
export const debtRepaidActivity = logActivity(
  'debt.repaid',
  ({ jobId, userId, amountMinor, remainingMinor, currency }) => ({
    action: 'debt.repaid',
    target: job(jobId),
    after: { userId, amount: amountMinor, remaining: remainingMinor, currency },
  }),
);
export const cashStatedActivity = logActivity('cash.stated', ({ jobId, by, amountMinor, currency }) => ({
  action: 'cash.stated',
  target: job(jobId),
  after: { by, amount: amountMinor, currency },
}));
export const cashConfirmedActivity = logActivity(
  'cash.confirmed',
  ({ jobId, by = 'silence', amountMinor, feeMinor, currency }) => ({
    action: 'cash.confirmed',
    target: job(jobId),
    after: { by, amount: amountMinor, fee: feeMinor, currency },
  }),
);
export const cashDiffersActivity = logActivity(
  'cash.differs',
  ({ jobId, clientMinor, craftsmanMinor, currency }) => ({
    action: 'cash.differs',
    target: job(jobId),
    after: { client: clientMinor, craftsman: craftsmanMinor, currency },
  }),
);
export const partlyReleasedActivity = logActivity(
  'job.partlyReleased',
  ({ jobId, amountMinor, feeMinor, currency }) => ({
    action: 'job.partlyReleased',
    target: job(jobId),
    after: { amount: amountMinor, fee: feeMinor, currency },
  }),
);

const ordered = ({ changeOrderId, amountMinor, currency }: ChangeOrderFact) => ({
  changeOrderId,
  amount: amountMinor,
  currency,
});
export const orderProposedActivity = logActivity('changeOrder.proposed', ({ reason, ...fact }) => ({
  action: 'changeOrder.proposed',
  target: job(fact.jobId),
  after: ordered(fact),
  reason,
}));
export const orderAcceptedActivity = logActivity('changeOrder.accepted', (fact) => ({
  action: 'changeOrder.accepted',
  target: job(fact.jobId),
  after: { ...ordered(fact), isFunded: fact.isFunded },
}));
export const orderFundedActivity = logActivity('changeOrder.funded', (fact) => ({
  action: 'changeOrder.funded',
  target: job(fact.jobId),
  after: ordered(fact),
}));
export const orderDeclinedActivity = logActivity('changeOrder.declined', (fact) => ({
  action: 'changeOrder.declined',
  target: job(fact.jobId),
  after: { ...ordered(fact), by: fact.by },
}));

export const earningOpenedWallet = walletUpdate(
  'earning.opened',
  ({ userId }) => [userId],
  ({ jobId, amountMinor, currency, maturesAt }) => ({
    event: 'earningOpened',
    jobId,
    amount: amountMinor,
    currency,
    maturesAt,
  }),
);
export const earningMaturedWallet = walletUpdate(
  'earning.matured',
  ({ userId }) => [userId],
  ({ jobId, amountMinor, currency }) => ({ event: 'earningMatured', jobId, amount: amountMinor, currency }),
);
export const feeChargedWallet = walletUpdate(
  'fee.charged',
  ({ userId }) => [userId],
  ({ jobId, why, amountMinor, owedMinor, currency }) => ({
    event: 'feeCharged',
    jobId,
    why,
    amount: amountMinor,
    owed: owedMinor,
    currency,
  }),
);
export const debtRepaidWallet = walletUpdate(
  'debt.repaid',
  ({ userId, claimantId }) => [userId, ...(claimantId ? [claimantId] : [])],
  ({ jobId, currency }) => ({ event: 'debtRepaid', jobId, currency }),
);
export const moneyReturnedWallet = walletUpdate(
  'job.cancelled',
  ({ clientId, money }) => (money && money.returned > 0 ? [clientId] : []),
  ({ jobId, money }) => ({
    event: 'moneyReturned',
    jobId,
    amount: money?.returned ?? 0,
    currency: money?.currency ?? null,
  }),
);

export const cashStatedSocket = jobUpdate('cash.stated', both, ({ jobId, by, confirmsAt }) => ({
  jobId,
  event: 'cashStated',
  by,
  confirmsAt,
}));
export const cashConfirmedSocket = jobUpdate('cash.confirmed', both, ({ jobId }) => ({
  jobId,
  event: 'cashConfirmed',
}));
export const cashDiffersSocket = jobUpdate('cash.differs', both, ({ jobId }) => ({
  jobId,
  event: 'cashDiffers',
}));
export const partlyReleasedSocket = jobUpdate('job.partlyReleased', both, ({ jobId }) => ({
  jobId,
  event: 'partlyReleased',
}));
export const orderProposedSocket = jobUpdate('changeOrder.proposed', both, ({ jobId, changeOrderId }) => ({
  jobId,
  event: 'changeOrderProposed',
  changeOrderId,
}));
export const orderAcceptedSocket = jobUpdate('changeOrder.accepted', both, ({ jobId, changeOrderId }) => ({
  jobId,
  event: 'changeOrderAccepted',
  changeOrderId,
}));
export const orderFundedSocket = jobUpdate('changeOrder.funded', both, ({ jobId, changeOrderId }) => ({
  jobId,
  event: 'changeOrderFunded',
  changeOrderId,
}));
export const orderDeclinedSocket = jobUpdate('changeOrder.declined', both, ({ jobId, changeOrderId }) => ({
  jobId,
  event: 'changeOrderDeclined',
  changeOrderId,
}));
