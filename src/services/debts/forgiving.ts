import { DebtModel, type Debt } from '../../models/debt.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { isZero, least, money, zero, type Money } from '../../utils/money';
import { repeatTransaction, type Tx } from '../../utils/transaction';
import { countFees, touchDebtor } from './debtor';
import type { DebtDeps, Debts } from './debts';

/** A fee that is given back. */
export interface Forgiving {
  readonly userId: Id;
  readonly jobId: Id;
  readonly upTo: Money;
}

/** Makes the end, or a part of the end, of what is owed as the fee of a job. */
export const makeForgiveFee =
  ({ clock }: Pick<DebtDeps, 'clock'>): Debts['forgiveFee'] =>
  async (tx: Tx, { userId, jobId, upTo }: Forgiving) => {
    const debt = await DebtModel.findOne(
      { jobId: toObjectId(jobId), reason: 'cashFee', isOpen: true },
      null,
      { session: tx },
    )
      .lean<Debt>()
      .exec();
    if (!debt || isZero(upTo)) {
      return zero(upTo.currency);
    }
    await touchDebtor(tx, userId);
    const amount = least(upTo, money(debt.remainingMinor, debt.currency));
    const remainingMinor = debt.remainingMinor - amount.amountMinor;
    const isSettled = remainingMinor === 0;
    const { modifiedCount } = await DebtModel.updateOne(
      { _id: debt._id, remainingMinor: debt.remainingMinor },
      {
        $set: { remainingMinor, isOpen: !isSettled, ...(isSettled && { settledAt: clock.now() }) },
        ...(isSettled && { $unset: { remindsAt: 1 } }),
      },
      { session: tx },
    ).exec();
    if (modifiedCount !== 1) {
      throw repeatTransaction(`debt ${idOf(debt)} was paid meanwhile`);
    }
    if (isSettled) {
      await countFees(tx, userId, -1);
    }
    return amount;
  };
