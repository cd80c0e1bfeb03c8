import type { Earning } from '../../models/earning.model';
import { idOf, type Id } from '../../utils/ids';
import { add, compare, least, money, negate, subtract, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { appealSettled } from '../ledger/postings/dispute.postings';
import type { Return } from '../ledger/postings/return';
import { cancelHeldRefunds } from '../payments/heldRefunds';
import { sumOf } from '../earnings/earnings';
import type { DisputeDeps } from './deps';
import { changeFeeByHand, openEarnings, planBack } from './paying';
import { sidesOf, type Settling } from './settling';
import { isByHand } from './stakes';

/** Posts how the decision on appeal differs from the first one; what is paid by it waits like any earning and is final. */
export async function payAppeal(tx: Tx, deps: DisputeDeps, settling: Settling): Promise<void> {
  const { actor, job, figures } = settling;
  const sides = sidesOf(settling);
  const was = await takeBack(tx, deps, settling);
  const isCash = isByHand(job);
  const backInFee = await changeFeeByHand(tx, deps, settling);
  const back = await planBack(tx, deps, settling);
  const toCraftsman = add(figures.toCraftsman, feeGivenBack(was, settling));
  const fee = isCash ? zero(job.currency) : figures.feeChange;
  const waiting = waitingClaim(was, settling);
  const { owed, owedBack } = await changeDebt(tx, deps, { settling, waiting });
  const returned = least(owedBack, waiting);
  const paid = {
    toCraftsman: add(toCraftsman, returned),
    back: { ...back, toWallet: add(back.toWallet, subtract(waiting, returned)) },
  };
  const debt = { owed, owedBack: subtract(owedBack, returned) };
  await deps.ledger.post(tx, appealSettled({ ...sides, was, ...paid, fee, ...debt }), { actor });
  await openEarnings(tx, deps, { settling, earned: add(paid.toCraftsman, backInFee), back: paid.back });
}

/** What of a fee by hand the first decision has given back to the craftsman: the appeal changes the fee, not this. */
const feeGivenBack = ({ toCraftsman }: { readonly toCraftsman: Money }, { dispute, job }: Settling): Money =>
  subtract(toCraftsman, money(dispute.decision?.paidToCraftsmanMinor ?? 0, job.currency));

/** What of the client's claim the craftsman has paid since, as far as it waits for the end of the appeal like the rest. */
function waitingClaim(was: Return, { dispute, job }: Settling): Money {
  const there = was.toCards.map(({ amount }) => amount).reduce(add, was.toWallet);
  const paid = money(dispute.decision?.paidToClientMinor ?? 0, job.currency);
  return subtract(there, least(there, paid));
}

/** What the first decision has paid and the appeal has held. */
async function takeBack(
  tx: Tx,
  deps: DisputeDeps,
  { actor, job, dispute, now }: Settling,
): Promise<Return & { readonly toCraftsman: Money }> {
  const [jobId, clientId] = [idOf(job), idOf(dispute.clientId)];
  const held = await deps.earnings.reverseEarnings(tx, { jobId, actor });
  const toCards = await cancelHeldRefunds(tx, { jobId, actor, now });
  return {
    clientId,
    toCraftsman: sumTo(held, idOf(dispute.craftsmanId), job.currency),
    toWallet: sumTo(held, clientId, job.currency),
    toCards,
  };
}

/** What of these earnings is one person's. */
const sumTo = (earnings: readonly Earning[], userId: Id, currency: Money['currency']): Money =>
  earnings
    .filter(({ craftsmanId }) => idOf(craftsmanId) === userId)
    .map(sumOf)
    .reduce(add, zero(currency));

interface Owing {
  readonly settling: Settling;
  readonly waiting: Money;
}

/**
 * What is missing now against what was missing then; what the craftsman has paid too much of it comes out of what waits,
 * and what does not wait any more the client owes him.
 */
async function changeDebt(
  tx: Tx,
  { debts }: DisputeDeps,
  { settling, waiting }: Owing,
): Promise<{ readonly owed: Money; readonly owedBack: Money }> {
  const { job, dispute, figures, finalAt } = settling;
  const { jobId, clientId, craftsmanId } = sidesOf(settling);
  const { currency, title } = job;
  const more = subtract(figures.short, money(dispute.decision?.owedMinor ?? 0, currency));
  const about = { jobId, title };
  if (compare(more, zero(currency)) >= 0) {
    await debts.openClawback(tx, {
      ...about,
      debtorId: craftsmanId,
      claimantId: clientId,
      amount: more,
      finalAt,
    });
    return { owed: more, owedBack: zero(currency) };
  }
  const less = negate(more);
  const forgiven = await debts.forgiveClawback(tx, { userId: craftsmanId, jobId, upTo: less });
  const owedBack = subtract(less, forgiven);
  const amount = subtract(owedBack, least(owedBack, waiting));
  await debts.openClawback(tx, { ...about, debtorId: clientId, claimantId: craftsmanId, amount, finalAt });
  return { owed: negate(forgiven), owedBack };
}
