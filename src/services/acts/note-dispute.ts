import { DisputeNoteModel } from '../../models/disputeNote.model';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { DisputeDeps } from '../disputes/deps';
import { allow, getDispute } from '../disputes/lookup';
import { disputeFactOf } from '../disputes/telling';
import { getJob } from '../jobs/running';
import { disputePolicy } from '../policies/dispute.policy';

export type NoteDispute = (
  actor: UserActor,
  given: { readonly disputeId: Id; readonly text: string },
) => Promise<void>;

/** Staff note something for each other; the two sides see nothing of it, not even that there is something. */
export const makeNoteDispute =
  ({ clock, outbox }: Pick<DisputeDeps, 'clock' | 'outbox'>): NoteDispute =>
  (actor, { disputeId, text }) =>
    inTransaction(async (tx) => {
      const dispute = await getDispute(tx, disputeId);
      allow(disputePolicy.note(actor, dispute), dispute);
      const note = { _id: newId(), disputeId: dispute._id, by: toObjectId(actor.id), text, at: clock.now() };
      await DisputeNoteModel.create([note], { session: tx });
      const job = await getJob(tx, idOf(dispute.jobId), {});
      await outbox.record(tx, 'dispute.noted', disputeFactOf(dispute, job), { actor });
    });
