import { idOf, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { DisputeDeps } from '../disputes/deps';
import { appendEvidence, prepareEvidence, type EvidenceDeps, type GivenEvidence } from '../disputes/evidence';
import { getOwnDispute } from '../disputes/lookup';
import { disputeFactOf } from '../disputes/telling';
import { getJob } from '../jobs/running';

export type AddEvidence = (
  actor: UserActor,
  given: GivenEvidence & { readonly disputeId: Id },
) => Promise<void>;

/** One side shows how it was: on record for both and for staff, never to be changed. */
export const makeAddEvidence =
  (deps: DisputeDeps & EvidenceDeps): AddEvidence =>
  async (actor, { disputeId, ...given }) => {
    const now = deps.clock.now();
    const asked = { actor, disputeId, now };
    // A look beforehand spares the files; the transaction decides.
    const { dispute } = await getOwnDispute(undefined, 'addEvidence', asked);
    const ready = await prepareEvidence(deps, { actor, dispute }, given);
    await inTransaction(async (tx) => {
      const own = await getOwnDispute(tx, 'addEvidence', asked);
      const evidence = await appendEvidence(tx, deps, {
        actor,
        ...own,
        kind: 'statement',
        given: ready,
        now,
      });
      const job = await getJob(tx, idOf(own.dispute.jobId), {});
      const { side, seq, files, messages } = evidence;
      const data = { side, seq, files: files.length, messages: messages.length };
      await deps.outbox.record(
        tx,
        'dispute.evidenceAdded',
        { ...disputeFactOf(own.dispute, job), ...data },
        { actor },
      );
    });
  };
