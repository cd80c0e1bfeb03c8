import { AdjustmentModel, type Adjustment } from '../../models/adjustment.model';
import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { idOf } from '../../utils/ids';
import type { PayoutGateways } from '../payouts/gateways';
import type { InboxItem, InboxSource } from './source';

const oldestFirst = { createdAt: 1, _id: 1 } as const;

/** Withdrawals that no provider can pay out: staff does it by hand. */
export const makeWithdrawalSource = (payoutGateways: PayoutGateways): InboxSource => ({
  kind: 'withdrawal',
  right: 'money.manage',
  async list(limit) {
    const waiting = await WithdrawalModel.find({ status: 'Requested' })
      .sort(oldestFirst)
      .limit(limit)
      .lean<Withdrawal[]>()
      .exec();
    const byHand = ({ currency, destination }: Withdrawal): boolean =>
      payoutGateways.forPayout(currency, destination.kind) === undefined;
    return waiting.filter(byHand).map(itemOfWithdrawal);
  },
});

/** Withdrawals that a provider has had for longer than we promise. */
export const makeLatePayoutSource = (now: () => Date): InboxSource => ({
  kind: 'latePayout',
  right: 'money.manage',
  async list(limit) {
    const running = await WithdrawalModel.find({ status: 'Processing' })
      .sort(oldestFirst)
      .limit(limit)
      .lean<Withdrawal[]>()
      .exec();
    const late = running.filter(({ dueBy }) => dueBy <= now());
    return late.map((withdrawal) => ({ ...itemOfWithdrawal(withdrawal), kind: 'latePayout' }));
  },
});

const itemOfWithdrawal = (withdrawal: Withdrawal): InboxItem => ({
  kind: 'withdrawal',
  id: idOf(withdrawal),
  since: withdrawal.createdAt,
  dueBy: withdrawal.dueBy,
  facts: {
    userId: idOf(withdrawal.userId),
    amount: withdrawal.amountMinor,
    currency: withdrawal.currency,
    status: withdrawal.status,
    gateway: withdrawal.gateway ?? null,
  },
});

/** Corrections of wallets that a second person has to look at. */
export const adjustmentSource: InboxSource = {
  kind: 'adjustment',
  right: 'ledger.adjust',
  async list(limit) {
    const waiting = await AdjustmentModel.find({ status: 'Requested' })
      .sort(oldestFirst)
      .limit(limit)
      .lean<Adjustment[]>()
      .exec();
    return waiting.map((adjustment) => ({
      kind: 'adjustment',
      id: idOf(adjustment),
      since: adjustment.createdAt,
      facts: {
        userId: idOf(adjustment.userId),
        amount: adjustment.amountMinor,
        currency: adjustment.currency,
        makerId: idOf(adjustment.makerId),
        reason: adjustment.reason,
      },
    }));
  },
};
