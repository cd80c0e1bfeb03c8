import { DisputeModel } from '../../models/dispute.model';
import { idOf, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { DisputeDeps } from '../disputes/deps';
import { allow, getDispute } from '../disputes/lookup';
import { disputeFactOf } from '../disputes/telling';
import { getJob } from '../jobs/running';
import { eventActorOf } from '../outbox/on';
import { disputePolicy } from '../policies/dispute.policy';
import { disputeWorkflow } from '../workflows/dispute.workflow';
import { transition } from '../workflows/workflow';

export type TakeDispute = (actor: UserActor, given: { readonly disputeId: Id }) => Promise<void>;

/** A member of staff looks into a dispute; of two at once one has it. The clocks go on. */
export const makeTakeDispute =
  ({ clock, outbox }: Pick<DisputeDeps, 'clock' | 'outbox'>): TakeDispute =>
  (actor, { disputeId }) =>
    inTransaction(async (tx) => {
      const dispute = await getDispute(tx, disputeId);
      allow(disputePolicy.take(actor, dispute), dispute);
      const at = clock.now();
      const taken = await transition(tx, DisputeModel, disputeWorkflow, 'take', {
        id: disputeId,
        actor,
        at,
        set: { takenBy: eventActorOf(actor), takenAt: at, updatedAt: at },
      });
      const job = await getJob(tx, idOf(taken.jobId), {});
      await outbox.record(tx, 'dispute.taken', disputeFactOf(taken, job), { actor });
    });
