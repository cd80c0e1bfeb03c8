import { DebtModel, type Debt } from '../../models/debt.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { add, isZero, least, money, subtract, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { touchDebtor } from './debtor';
import { writeRemaining } from './remaining';
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
  async (tx: Tx, { jobId, upTo }: Forgiving) => {
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
    return forgive(tx, debt, { upTo, now: clock.now() });
  };

/** The same of what a decision took back, and of the claim on it: another decision says that it is less. */
export const makeForgiveClawback =
  ({ clock }: Pick<DebtDeps, 'clock'>): Debts['forgiveClawback'] =>
  async (tx: Tx, { userId, jobId, upTo }: Forgiving) => {
    const debts = await DebtModel.find(
      { jobId: toObjectId(jobId), reason: 'clawback', isOpen: true, debtorId: toObjectId(userId) },
      null,
      { session: tx },
    )
      .lean<Debt[]>()
      .exec();
    let forgiven = zero(upTo.currency);
    for (const debt of debts) {
      const rest = subtract(upTo, forgiven);
      forgiven = isZero(rest)
        ? forgiven
        : add(forgiven, await forgive(tx, debt, { upTo: rest, now: clock.now() }));
    }
    return forgiven;
  };

interface Grace {
  readonly upTo: Money;
  readonly now: Date;
}

/** What somebody waits for of it goes with it. */
async function forgive(tx: Tx, debt: Debt, { upTo, now }: Grace): Promise<Money> {
  await touchDebtor(tx, idOf(debt.debtorId));
  const amount = least(upTo, money(debt.remainingMinor, debt.currency));
  const remainingMinor = debt.remainingMinor - amount.amountMinor;
  const claimRemainingMinor = Math.min(debt.claimRemainingMinor, remainingMinor);
  await writeRemaining(tx, debt, { remainingMinor, claimRemainingMinor, now });
  return amount;
}
