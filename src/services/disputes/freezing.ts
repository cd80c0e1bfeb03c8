import type { Dispute } from '../../models/dispute.model';
import type { Job } from '../../models/job.model';
import { idOf, type Id } from '../../utils/ids';
import { add, isZero, least, money, subtract, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { sumOf } from '../earnings/earnings';
import { moneyOf } from '../jobMoney/figures';
import { figuresOf } from '../jobs/running';
import { balancesOf } from '../ledger/balances';
import { earningsFrozen, earningsThawed } from '../ledger/postings/dispute.postings';
import type { DisputeDeps } from './deps';

export interface Freezing {
  readonly actor: Actor;
  /** As it was. */
  readonly job: Job;
  readonly disputeId: Id;
}

/** Holds what the craftsman has earned with the job, as far as it is still there; gives how much that is. */
export async function freezeEarned(
  tx: Tx,
  { ledger, earnings }: DisputeDeps,
  { actor, job, disputeId }: Freezing,
): Promise<Money> {
  const { currency, craftsmanId } = job;
  const { released, fee } = moneyOf(job);
  const earned = money(Math.max(released - fee, 0), currency);
  if (isZero(earned) || !craftsmanId) {
    return zero(currency);
  }
  const jobId = idOf(job);
  const frozen = await earnings.freezeEarnings(tx, { jobId, actor });
  const fromPending = frozen.map(sumOf).reduce(add, zero(currency));
  const { available } = await balancesOf(tx, idOf(craftsmanId), currency);
  const matured = money(Math.max(subtract(earned, fromPending).amountMinor, 0), currency);
  const fromAvailable = least(matured, available);
  const about = { disputeId, jobId, craftsmanId: idOf(craftsmanId), fromPending, fromAvailable };
  await ledger.post(tx, earningsFrozen(about), { actor });
  return add(fromPending, fromAvailable);
}

export interface Thawing {
  readonly actor: Actor;
  readonly job: Job;
  readonly dispute: Dispute;
}

/** What was frozen is the craftsman's again, and waits anew: the dispute has not ended the job. */
export async function thawEarned(tx: Tx, deps: DisputeDeps, { actor, job, dispute }: Thawing): Promise<void> {
  const amount = money(dispute.frozenMinor, dispute.currency);
  const about = { disputeId: idOf(dispute), jobId: idOf(job), craftsmanId: idOf(dispute.craftsmanId) };
  await deps.earnings.reverseEarnings(tx, { jobId: idOf(job), actor });
  await deps.ledger.post(tx, earningsThawed({ ...about, amount }), { actor });
  const figures = await figuresOf(job, deps.settings);
  await deps.earnings.openEarning(tx, { job, amount, source: 'dispute', figures });
}
