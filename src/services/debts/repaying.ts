import { DebtModel, type Debt } from '../../models/debt.model';
import { idOf, newId, type Id } from '../../utils/ids';
import { add, isZero, least, money, subtract, zero, type Money } from '../../utils/money';
import { repeatTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { shareOf } from '../ledger/fees';
import { debtRepaid } from '../ledger/postings/debt.postings';
import { openDebtsOf } from './debtState';
import { countFees, touchDebtor } from './debtor';
import type { DebtDeps } from './debts';

/** What may be used to pay somebody's debts. */
export interface Repaying {
  readonly userId: Id;
  readonly upTo: Money;
  readonly from: 'available' | 'pending';
  readonly actor: Actor;
}

type Repay = (tx: Tx, given: Repaying) => Promise<Money>;

/** Makes the payment of debts: one entry for each. */
export const makeRepayDebts =
  (deps: DebtDeps): Repay =>
  async (tx, given) => {
    const { userId, upTo } = given;
    if (upTo.amountMinor <= 0) {
      return zero(upTo.currency);
    }
    await touchDebtor(tx, userId);
    const debts = (await openDebtsOf(userId, tx)).filter(({ currency }) => currency === upTo.currency);
    let paid = zero(upTo.currency);
    for (const debt of debts) {
      const amount = least(subtract(upTo, paid), remainingOf(debt));
      if (!isZero(amount)) {
        await pay(tx, deps, { ...given, debt, amount });
        paid = add(paid, amount);
      }
    }
    return paid;
  };

const remainingOf = ({ remainingMinor, currency }: Debt): Money => money(remainingMinor, currency);

interface Part extends Repaying {
  readonly debt: Debt;
  readonly amount: Money;
}

async function pay(tx: Tx, { clock, ledger, outbox }: DebtDeps, part: Part): Promise<void> {
  const { debt, amount, from, actor, userId } = part;
  const claim = claimOf(part);
  const entry = debtRepaid({
    repaymentId: idOf(newId()),
    debtId: idOf(debt),
    jobId: idOf(debt.jobId),
    purse: debt.purse,
    debtorId: userId,
    amount,
    from,
    ...(claim && { claim }),
  });
  await ledger.post(tx, entry, { actor });
  const left = subtract(remainingOf(debt), amount);
  await write(tx, debt, { left, claim: claim?.amount, now: clock.now() });
  const data = {
    userId,
    debtId: idOf(debt),
    jobId: idOf(debt.jobId),
    title: debt.title,
    currency: amount.currency,
    amountMinor: amount.amountMinor,
    remainingMinor: left.amountMinor,
    ...(claim && { claimantId: claim.userId, claimMinor: claim.amount.amountMinor }),
  };
  await outbox.record(tx, 'debt.repaid', data, { actor });
}

/** The claimant's part of a repayment; the last one pays what is left of his claim. */
function claimOf({ debt, amount }: Part): { readonly userId: Id; readonly amount: Money } | undefined {
  if (!debt.claimantId || debt.claimRemainingMinor === 0) {
    return undefined;
  }
  const claim = money(debt.claimRemainingMinor, debt.currency);
  return {
    userId: idOf(debt.claimantId),
    amount: shareOf(claim, { part: amount, total: remainingOf(debt) }),
  };
}

interface Left {
  readonly left: Money;
  readonly claim: Money | undefined;
  readonly now: Date;
}

async function write(tx: Tx, debt: Debt, { left, claim, now }: Left): Promise<void> {
  const isSettled = isZero(left);
  const { modifiedCount } = await DebtModel.updateOne(
    { _id: debt._id, remainingMinor: debt.remainingMinor },
    {
      $set: {
        remainingMinor: left.amountMinor,
        claimRemainingMinor: debt.claimRemainingMinor - (claim?.amountMinor ?? 0),
        isOpen: !isSettled,
        ...(isSettled && { settledAt: now }),
      },
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
