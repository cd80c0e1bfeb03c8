import { add, isZero, negate, subtract, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { figuresOf } from '../jobs/running';
import { cashFeeTaken, feeReturned } from '../ledger/postings/debt.postings';
import { disputeSettled } from '../ledger/postings/dispute.postings';
import type { Return } from '../ledger/postings/return';
import type { DisputeDeps } from './deps';
import { sidesOf, type Settling } from './settling';
import { isByHand } from './stakes';

/**
 * Posts what was decided: all that is held goes to whom it belongs and stays pending while it may be appealed; what is no
 * longer there is owed.
 */
export async function payDecision(tx: Tx, deps: DisputeDeps, settling: Settling): Promise<void> {
  const { actor, job, stakes, figures } = settling;
  const { toCraftsman, short, feeChange } = figures;
  const sides = sidesOf(settling);
  const isCash = isByHand(job);
  await deps.earnings.reverseEarnings(tx, { jobId: sides.jobId, actor });
  const backInFee = await changeFeeByHand(tx, deps, settling);
  const back = await planBack(tx, deps, settling);
  const entry = disputeSettled({
    ...sides,
    fromJob: stakes.held,
    fromFrozen: stakes.frozen,
    toCraftsman,
    fee: isCash ? zero(job.currency) : feeChange,
    back,
    short,
  });
  await deps.ledger.post(tx, entry, { actor });
  await openEarnings(tx, deps, { settling, earned: add(backInFee, toCraftsman), back });
  const { title } = job;
  const [debtorId, claimantId] = [sides.craftsmanId, sides.clientId];
  const about = { debtorId, claimantId, jobId: sides.jobId, title, finalAt: settling.finalAt };
  await deps.debts.openClawback(tx, { ...about, amount: short });
}

/** How the client's part goes back to him. */
export async function planBack(tx: Tx, deps: DisputeDeps, settling: Settling): Promise<Return> {
  const { job, figures, finalAt } = settling;
  const { toClient } = figures;
  return isZero(toClient)
    ? { clientId: sidesOf(settling).clientId, toWallet: toClient, toCards: [] }
    : deps.planReturn(tx, { job, amount: toClient, waitUntil: finalAt });
}

/** The fee that no held money bears: what is more of it is charged, what is less comes off the debt and then back; gives the latter. */
export async function changeFeeByHand(tx: Tx, deps: DisputeDeps, settling: Settling): Promise<Money> {
  const { actor, job, figures, feeByHand } = settling;
  const { jobId, disputeId, craftsmanId } = sidesOf(settling);
  const feeChange = isByHand(job) ? figures.feeChange : subtract(feeByHand.after, feeByHand.before);
  const isOnAppeal = settling.dispute.status === 'Appealed';
  if (feeChange.amountMinor >= 0) {
    await deps.debts.charge(tx, {
      userId: craftsmanId,
      jobId,
      title: job.title,
      why: 'cashFee',
      amount: feeChange,
      entryOf: (fromAvailable) =>
        cashFeeTaken({ jobId, disputeId, userId: craftsmanId, amount: feeChange, fromAvailable, isOnAppeal }),
      actor,
    });
    return zero(job.currency);
  }
  const amount = negate(feeChange);
  const toDebt = await deps.debts.forgiveFee(tx, { userId: craftsmanId, jobId, upTo: amount });
  await deps.ledger.post(tx, feeReturned({ disputeId, jobId, craftsmanId, amount, toDebt, isOnAppeal }), {
    actor,
  });
  return subtract(amount, toDebt);
}

interface Paid {
  readonly settling: Settling;
  readonly earned: Money;
  readonly back: Return;
}

/** What was paid matures once it can no longer be appealed. */
export async function openEarnings(
  tx: Tx,
  deps: DisputeDeps,
  { settling, earned, back }: Paid,
): Promise<void> {
  const { job, finalAt } = settling;
  const figures = await figuresOf(job, deps.settings);
  const notBefore = finalAt;
  await deps.earnings.openEarning(tx, { job, amount: earned, source: 'dispute', figures, notBefore });
  await deps.earnings.openReturn(tx, { job, amount: back.toWallet, notBefore });
}
