import type { Debt } from '../../models/debt.model';
import { idOf, newId, type Id } from '../../utils/ids';
import { add, isZero, least, money, subtract, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { Returning } from '../earnings/earnings';
import { shareOf } from '../ledger/fees';
import { debtRepaid } from '../ledger/postings/debt.postings';
import { openDebtsOf } from './debtState';
import { touchDebtor } from './debtor';
import { writeRemaining } from './remaining';
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

async function pay(tx: Tx, { clock, earnings, ledger, outbox }: DebtDeps, part: Part): Promise<void> {
  const { debt, amount, from, actor, userId } = part;
  const now = clock.now();
  const claim = claimOf(part, now);
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
  if (claim?.waitsUntil) {
    await earnings.openReturn(tx, returnOf(debt, claim.amount, claim.waitsUntil));
  }
  const left = subtract(remainingOf(debt), amount);
  const claimRemainingMinor = debt.claimRemainingMinor - (claim?.amount.amountMinor ?? 0);
  await writeRemaining(tx, debt, { remainingMinor: left.amountMinor, claimRemainingMinor, now });
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

interface Claim {
  readonly userId: Id;
  readonly amount: Money;
  readonly to: 'available' | 'pending';
  /** Until the decision behind it can no longer be appealed. */
  readonly waitsUntil: Date | undefined;
}

/** The claimant's part of a repayment; the last one pays what is left of his claim. */
function claimOf({ debt, amount }: Part, now: Date): Claim | undefined {
  if (!debt.claimantId || debt.claimRemainingMinor === 0) {
    return undefined;
  }
  const claim = money(debt.claimRemainingMinor, debt.currency);
  const waitsUntil = debt.claimFinalAt && debt.claimFinalAt > now ? debt.claimFinalAt : undefined;
  return {
    userId: idOf(debt.claimantId),
    amount: shareOf(claim, { part: amount, total: remainingOf(debt) }),
    to: waitsUntil ? 'pending' : 'available',
    waitsUntil,
  };
}

/** It waits like what the decision has given back at once. */
const returnOf = (
  { jobId, title, claimantId, debtorId }: Debt,
  amount: Money,
  notBefore: Date,
): Returning => ({
  job: { _id: jobId, title, clientId: claimantId ?? debtorId },
  amount,
  notBefore,
});
