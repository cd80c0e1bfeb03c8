import type { Job, JobMoney } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import { isZero, least, subtract, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { CancellationTerms } from '../jobs/cancellation';
import type { Figures } from '../jobs/running';
import { shareOf } from '../ledger/fees';
import { penaltyTaken } from '../ledger/postings/debt.postings';
import { cancellationFeeOwed, cancellationSettled } from '../ledger/postings/job.postings';
import type { JobMoneyDeps } from './deps';
import { heldOf, moneyOf } from './figures';

/** A fee of the client, and whose it is. */
export interface FeeShares {
  readonly fee: Money;
  readonly craftsmanShare: Money;
  readonly platformShare: Money;
}

/** What an end before the work does with the money: the fee out of what is held as far as that goes, the rest back. */
export interface EndMoney {
  readonly held: Money;
  readonly fromHeld: FeeShares;
  readonly back: Money;
  /** What of the fee is not held: from the client's wallet, or his debt. */
  readonly owed: FeeShares;
  readonly penalty: Money;
}

type Ending = Pick<Job, 'money' | 'contract' | 'currency'>;

/** The figures of an end; the preview and the act go by the same. */
export function endMoneyOf(job: Ending, terms: CancellationTerms): EndMoney {
  const held = heldOf(job);
  const fee = least(terms.clientFee, held);
  const craftsmanShare = shareOf(terms.craftsmanShare, { part: fee, total: terms.clientFee });
  const fromHeld = { fee, craftsmanShare, platformShare: subtract(fee, craftsmanShare) };
  return {
    held,
    fromHeld,
    back: subtract(held, fee),
    owed: {
      fee: subtract(terms.clientFee, fee),
      craftsmanShare: subtract(terms.craftsmanShare, craftsmanShare),
      platformShare: subtract(terms.platformShare, fromHeld.platformShare),
    },
    penalty: terms.craftsmanPenalty,
  };
}

/** The facts after the end: nothing is held any more. */
export const afterEnd = (job: Ending, { fromHeld }: EndMoney): JobMoney => {
  const before = moneyOf(job);
  return { ...before, held: 0, released: before.released + fromHeld.fee.amountMinor };
};

export interface EndedJob {
  /** As it was. */
  readonly before: Job;
  readonly terms: CancellationTerms;
  readonly figures: Figures;
  readonly actor: Actor;
}

/** Posts what an end costs each side; nothing where nothing is held and nobody pays. */
export async function settleEnd(tx: Tx, deps: JobMoneyDeps, ended: EndedJob): Promise<EndMoney> {
  const end = endMoneyOf(ended.before, ended.terms);
  if (!isZero(end.held)) {
    await settleHeld(tx, deps, { ...ended, end });
  }
  await chargeClient(tx, deps, { ...ended, end });
  await chargeCraftsman(tx, deps, { ...ended, end });
  return end;
}

type Settling = EndedJob & { readonly end: EndMoney };

async function settleHeld(
  tx: Tx,
  deps: JobMoneyDeps,
  { before, end, figures, actor }: Settling,
): Promise<void> {
  const { craftsmanShare, platformShare } = end.fromHeld;
  const nothing = { clientId: idOf(before.clientId), toWallet: zero(before.currency), toCards: [] };
  const back = isZero(end.back) ? nothing : await deps.planReturn(tx, { job: before, amount: end.back });
  const about = { ...partiesOf(before), held: end.held, craftsmanShare, platformShare, back };
  await deps.ledger.post(tx, cancellationSettled(about), { actor });
  await deps.earnings.openEarning(tx, {
    job: before,
    amount: craftsmanShare,
    source: 'cancellation',
    figures,
  });
}

async function chargeClient(
  tx: Tx,
  { debts }: JobMoneyDeps,
  { before, end, actor }: Settling,
): Promise<void> {
  const { fee, craftsmanShare, platformShare } = end.owed;
  const parties = partiesOf(before);
  const clientId = idOf(before.clientId);
  await debts.charge(tx, {
    userId: clientId,
    jobId: parties.jobId,
    title: before.title,
    why: 'cancellationFee',
    amount: fee,
    entryOf: (fromAvailable) =>
      cancellationFeeOwed({ ...parties, clientId, craftsmanShare, platformShare, fromAvailable }),
    claimOf: (fromAvailable) => {
      const now = shareOf(craftsmanShare, { part: fromAvailable, total: fee });
      return { userId: parties.craftsmanId, amount: subtract(craftsmanShare, now) };
    },
    actor,
  });
}

async function chargeCraftsman(
  tx: Tx,
  { debts }: JobMoneyDeps,
  { before, end, actor }: Settling,
): Promise<void> {
  const { jobId, craftsmanId: userId } = partiesOf(before);
  await debts.charge(tx, {
    userId,
    jobId,
    title: before.title,
    why: 'penalty',
    amount: end.penalty,
    entryOf: (fromAvailable) => penaltyTaken({ jobId, userId, amount: end.penalty, fromAvailable }),
    actor,
  });
}

/** An end without a craftsman costs nobody anything: his id is then never used. */
const partiesOf = ({ _id, clientId, craftsmanId }: Job) => ({
  jobId: idOf(_id),
  craftsmanId: idOf(craftsmanId ?? clientId),
});

/** An end in words for events: absent when no money moved. */
export function endSums({ fromHeld, owed, back, penalty }: EndMoney) {
  const sums = {
    currency: back.currency,
    clientFee: fromHeld.fee.amountMinor + owed.fee.amountMinor,
    craftsmanShare: fromHeld.craftsmanShare.amountMinor + owed.craftsmanShare.amountMinor,
    platformShare: fromHeld.platformShare.amountMinor + owed.platformShare.amountMinor,
    craftsmanPenalty: penalty.amountMinor,
    returned: back.amountMinor,
  };
  return sums.clientFee + sums.craftsmanPenalty + sums.returned === 0 ? undefined : sums;
}
