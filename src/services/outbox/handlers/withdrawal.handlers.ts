import type { Id } from '../../../utils/ids';
import type { AdjustmentFact, WithdrawalFact } from '../events/withdrawal.events';
import { on } from './handler';
import { logActivity } from './log-activity';
import { walletUpdate } from './wallet-update';

const withdrawal = (id: string): { type: 'withdrawal'; id: string } => ({ type: 'withdrawal', id });
const adjustment = (id: string): { type: 'adjustment'; id: string } => ({ type: 'adjustment', id });
const moneyOf = ({ amountMinor, currency }: Pick<WithdrawalFact, 'amountMinor' | 'currency'>) => ({
  amount: amountMinor,
  currency,
});
const owner = ({ userId }: { readonly userId: Id }): readonly Id[] => [userId];
const payloadOf =
  (status: string) =>
  (fact: WithdrawalFact): Readonly<Record<string, unknown>> => ({
    reason: 'withdrawal',
    withdrawalId: fact.withdrawalId,
    status,
    ...moneyOf(fact),
  });

/** Out of the request: the provider is called here, and never in a transaction. */
export const sendWithdrawal = on(
  'withdrawal.requested',
  'send-withdrawal',
  ({ data }, { withdrawalSending }) => withdrawalSending.send(data.withdrawalId),
);

export const requestedActivity = logActivity('withdrawal.requested', (data) => ({
  action: 'withdrawal.requested',
  target: withdrawal(data.withdrawalId),
  after: { status: 'Requested', ...moneyOf(data), dueBy: data.dueBy },
}));
export const requestedSocket = walletUpdate('withdrawal.requested', owner, payloadOf('Requested'));

export const sentActivity = logActivity('withdrawal.sent', ({ withdrawalId, gateway }) => ({
  action: 'withdrawal.sent',
  target: withdrawal(withdrawalId),
  before: { status: 'Requested' },
  after: { status: 'Processing', gateway },
}));
export const sentSocket = walletUpdate('withdrawal.sent', owner, payloadOf('Processing'));

export const paidActivity = logActivity('withdrawal.paid', ({ gateway, ...data }) => ({
  action: 'withdrawal.paid',
  target: withdrawal(data.withdrawalId),
  after: { status: 'Paid', gateway, ...moneyOf(data) },
}));
export const paidSocket = walletUpdate('withdrawal.paid', owner, payloadOf('Paid'));

export const failedActivity = logActivity('withdrawal.failed', ({ reason, ...data }) => ({
  action: 'withdrawal.failed',
  target: withdrawal(data.withdrawalId),
  after: { status: 'Failed', ...moneyOf(data) },
  reason,
}));
export const failedSocket = walletUpdate('withdrawal.failed', owner, payloadOf('Failed'));

export const cancelledActivity = logActivity('withdrawal.cancelled', (data) => ({
  action: 'withdrawal.cancelled',
  target: withdrawal(data.withdrawalId),
  after: { status: 'Cancelled', ...moneyOf(data) },
}));
export const cancelledSocket = walletUpdate('withdrawal.cancelled', owner, payloadOf('Cancelled'));

export const destinationViewedActivity = logActivity('withdrawal.destinationViewed', (data) => ({
  action: 'withdrawal.destinationViewed',
  target: withdrawal(data.withdrawalId),
}));

export const payoutDetailsActivity = logActivity('payoutDetails.changed', ({ userId, kind, isFirst }) => ({
  action: 'payoutDetails.changed',
  target: { type: 'user', id: userId },
  after: { kind, isFirst },
}));

export const adjustmentRequestedActivity = logActivity('adjustment.requested', ({ reason, ...data }) => ({
  action: 'adjustment.requested',
  target: adjustment(data.adjustmentId),
  after: { status: 'Requested', userId: data.userId, ...moneyOf(data) },
  reason,
}));
export const adjustmentApprovedActivity = logActivity('adjustment.approved', ({ reason, ...data }) => ({
  action: 'adjustment.approved',
  target: adjustment(data.adjustmentId),
  before: { status: 'Requested' },
  after: { status: 'Approved', userId: data.userId, ...moneyOf(data) },
  reason,
}));
export const adjustmentApprovedSocket = walletUpdate(
  'adjustment.approved',
  owner,
  (fact: AdjustmentFact) => ({
    reason: 'adjustment',
    adjustmentId: fact.adjustmentId,
    ...moneyOf(fact),
  }),
);
export const adjustmentRejectedActivity = logActivity('adjustment.rejected', ({ reason, ...data }) => ({
  action: 'adjustment.rejected',
  target: adjustment(data.adjustmentId),
  before: { status: 'Requested' },
  after: { status: 'Rejected' },
  reason,
}));
