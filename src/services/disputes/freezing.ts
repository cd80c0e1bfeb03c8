import type { Dispute } from '../../models/dispute.model';
import type { Job } from '../../models/job.model';
import { idOf, type Id } from '../../utils/ids';
import { add, isZero, least, money, subtract, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { balancesOf } from '../ledger/balances';
import { earningsFrozen, earningsThawed } from '../ledger/postings/dispute.postings';
import type { DisputeDeps } from './deps';
import { moneyOf } from './stakes';

export interface Freezing {
  readonly actor: Actor;
  /** As it was. */
  readonly job: Job;
  readonly disputeId: Id;
}

/** Holds what the craftsman has earned with the job, as far as it is still there; gives how much that is. */
export async function freezeEarnings(
  tx: Tx,
  { ledger }: Pick<DisputeDeps, 'ledger'>,
  { actor, job, disputeId }: Freezing,
): Promise<Money> {
  const { released, fee } = moneyOf(job);
  const earned = money(Math.max(released - fee, 0), job.currency);
  if (isZero(earned) || !job.craftsmanId) {
    return zero(job.currency);
  }
  const craftsmanId = idOf(job.craftsmanId);
  const { pending, available } = await balancesOf(tx, craftsmanId, job.currency);
  const fromPending = least(earned, pending);
  const fromAvailable = least(subtract(earned, fromPending), available);
  const entry = earningsFrozen({ disputeId, jobId: idOf(job), craftsmanId, fromPending, fromAvailable });
  await ledger.post(tx, entry, { actor });
  return add(fromPending, fromAvailable);
}

/** What was frozen is the craftsman's again: the dispute has not ended the job. */
export async function thawEarnings(
  tx: Tx,
  { ledger }: Pick<DisputeDeps, 'ledger'>,
  { actor, job, dispute }: { readonly actor: Actor; readonly job: Job; readonly dispute: Dispute },
): Promise<void> {
  const entry = earningsThawed({
    disputeId: idOf(dispute),
    jobId: idOf(job),
    craftsmanId: idOf(dispute.craftsmanId),
    amount: money(dispute.frozenMinor, dispute.currency),
  });
  await ledger.post(tx, entry, { actor });
}
