import { DebtModel, type Debt } from '../../models/debt.model';
import { idOf } from '../../utils/ids';
import { repeatTransaction, type Tx } from '../../utils/transaction';
import { countFees } from './debtor';

/** What is left of a debt, and of the claim on it. */
export interface Remaining extends Pick<Debt, 'remainingMinor' | 'claimRemainingMinor'> {
  readonly now: Date;
}

/** Writes what is left of a debt as it was read; it ends with nothing left. Whoever has changed it meanwhile makes the transaction begin again. */
export async function writeRemaining(tx: Tx, debt: Debt, { now, ...left }: Remaining): Promise<void> {
  const isSettled = left.remainingMinor === 0;
  const { modifiedCount } = await DebtModel.updateOne(
    { _id: debt._id, remainingMinor: debt.remainingMinor },
    {
      $set: { ...left, isOpen: !isSettled, ...(isSettled && { settledAt: now }) },
      ...(isSettled && { $unset: { remindsAt: 1 } }),
    },
    { session: tx },
  ).exec();
  if (modifiedCount !== 1) {
    throw repeatTransaction(`debt ${idOf(debt)} was paid meanwhile`);
  }
  if (isSettled && debt.purse === 'feeDebt') {
    await countFees(tx, idOf(debt.debtorId), -1);
  }
}
