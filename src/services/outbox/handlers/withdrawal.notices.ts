import { formatMoney } from '../../../config/money';
import type { TextParams } from '../../../utils/i18n';
import { money } from '../../../utils/money';
import type { Receiver } from '../../notices/receiver';
import type { WithdrawalFact } from '../events/withdrawal.events';
import { notice } from './notice';
import { WIDELY } from './widely';

/** What the owner of a wallet is told of money that leaves it or is put right in it. */
const owner = ({ userId }: { readonly userId: string }): string => userId;
const amountOf = (
  { amountMinor, currency }: Pick<WithdrawalFact, 'amountMinor' | 'currency'>,
  { locale }: Receiver,
): TextParams => ({ amount: formatMoney(money(amountMinor, currency), locale) });
const payment = { type: 'payment', to: owner, channels: WIDELY } as const;
const data = ({ withdrawalId }: WithdrawalFact): Record<string, string> => ({ withdrawalId });

export const requestedNotices = notice('withdrawal.requested', {
  ...payment,
  name: 'withdrawalRequested',
  params: amountOf,
  data,
});
export const paidNotices = notice('withdrawal.paid', {
  ...payment,
  name: 'withdrawalPaid',
  params: amountOf,
  data,
});
export const failedNotices = notice('withdrawal.failed', {
  ...payment,
  name: 'withdrawalFailed',
  params: (fact, receiver) => ({ ...amountOf(fact, receiver), reason: fact.reason }),
  data,
});
export const cancelledNotices = notice('withdrawal.cancelled', {
  ...payment,
  name: 'withdrawalCancelled',
  params: amountOf,
  data,
});
export const adjustedNotices = notice('adjustment.approved', {
  ...payment,
  name: 'walletAdjusted',
  params: (fact, receiver) => ({ ...amountOf(fact, receiver), reason: fact.reason }),
  data: ({ adjustmentId }) => ({ adjustmentId }),
});

/** A security notice: preferences and quiet hours do not hold it back. */
export const payoutDetailsNotices = notice('payoutDetails.changed', {
  type: 'security',
  to: owner,
  channels: WIDELY,
  name: 'payoutDetailsChanged',
  mail: { template: 'payoutDetailsChanged', facts: (_data, at) => [['time', at]] },
});
