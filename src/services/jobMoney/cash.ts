import type { CashStatement, Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import { subtract, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { factOf, type Figures } from '../jobs/running';
import { cashFeeTaken } from '../ledger/postings/debt.postings';
import { depositReleased } from '../ledger/postings/job.postings';
import type { Side } from '../outbox/events/jobAction.events';
import type { JobMoneyDeps } from './deps';
import { afterRelease, lastRelease, wholeFeeOf } from './figures';
import { payRelease } from './releasing';
import { decideWaiver } from './waiver';
import { writeSeen } from './writing';

/** Cash of which both sides say, or do not deny, that it was paid. */
export interface PaidCash {
  readonly before: Job;
  /** With `amount` and `confirmedAt`. */
  readonly cash: CashStatement;
  readonly figures: Figures;
  readonly actor: Actor;
  /** Whose word was the last one; absent: nobody's. */
  readonly by?: Side;
}

/**
 * The cash is confirmed: our fee on the agreed price is due. A deposit pays it and the rest of that is the craftsman's;
 * what no deposit pays is taken from his wallet or owed.
 */
export async function settleCash(tx: Tx, deps: JobMoneyDeps, paid: PaidCash): Promise<Job> {
  const { before, cash, figures, actor, by } = paid;
  const waiver = await decideWaiver(tx, before);
  const whole = wholeFeeOf(before, waiver);
  const release = lastRelease(before, waiver);
  const released = { ...before, money: afterRelease(before, release, waiver) };
  await payRelease(tx, deps, {
    before,
    job: released,
    figures,
    actor,
    source: 'deposit',
    entryOf: depositReleased,
  });
  await takeFee(tx, deps, { ...paid, fee: subtract(whole, release.fee) });
  const job = await writeSeen(tx, before, {
    cash,
    money: { ...released.money, fee: whole.amountMinor },
    updatedAt: cash.confirmedAt ?? before.updatedAt,
  });
  const data = {
    ...factOf(job),
    ...(by && { by }),
    amountMinor: cash.amount ?? 0,
    currency: job.currency,
    feeMinor: whole.amountMinor,
  };
  await deps.outbox.record(tx, 'cash.confirmed', data, { actor });
  return job;
}

/** What no deposit has paid of our fee. */
async function takeFee(
  tx: Tx,
  { debts }: JobMoneyDeps,
  { before, actor, fee }: PaidCash & { readonly fee: Money },
): Promise<void> {
  const [jobId, userId] = [idOf(before), idOf(before.craftsmanId ?? before.clientId)];
  await debts.charge(tx, {
    userId,
    jobId,
    title: before.title,
    why: 'cashFee',
    amount: fee,
    entryOf: (fromAvailable) => cashFeeTaken({ jobId, userId, amount: fee, fromAvailable }),
    actor,
  });
}
