/** Money goes out, and is put right. Pure, one function per fact; amounts are what the acts have computed (rules.md, section 4). */
import type { Id } from '../../../utils/ids';
import type { Money } from '../../../utils/money';
import { account } from '../accounts';
import { entry, give, take, type NewEntry } from '../entry';

interface Withdrawn {
  readonly withdrawalId: Id;
  readonly userId: Id;
  readonly amount: Money;
}

/** Money is on its way out and can be spent no more. */
export const withdrawalReserved = ({ withdrawalId, userId, amount }: Withdrawn): NewEntry =>
  entry({
    kind: 'withdrawal.reserved',
    id: withdrawalId,
    refs: { withdrawalId },
    lines: [take(account.available(userId), amount), give(account.payout(userId), amount)],
  });

/** The money has arrived where its owner wanted it. */
export const withdrawalPaid = ({
  withdrawalId,
  userId,
  amount,
  gateway,
}: Withdrawn & { readonly gateway: string }): NewEntry =>
  entry({
    kind: 'withdrawal.paid',
    id: withdrawalId,
    refs: { withdrawalId },
    lines: [take(account.payout(userId), amount), give(account.payoutGateway(gateway), amount)],
  });

/** Failed or cancelled: the money is his again. */
export const withdrawalReturned = ({ withdrawalId, userId, amount }: Withdrawn): NewEntry =>
  entry({
    kind: 'withdrawal.returned',
    id: withdrawalId,
    refs: { withdrawalId },
    lines: [take(account.payout(userId), amount), give(account.available(userId), amount)],
  });

/** Staff puts a wallet right, two persons of them; the amount may be below zero. */
export const walletAdjusted = (f: {
  readonly adjustmentId: Id;
  readonly userId: Id;
  readonly amount: Money;
}): NewEntry =>
  entry({
    kind: 'wallet.adjusted',
    id: f.adjustmentId,
    refs: { adjustmentId: f.adjustmentId },
    lines: [give(account.available(f.userId), f.amount), take(account.platform('adjustments'), f.amount)],
  });
