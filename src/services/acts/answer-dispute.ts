import { idOf, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { DisputeDeps } from '../disputes/deps';
import { appendEvidence, prepareEvidence, type EvidenceDeps, type GivenEvidence } from '../disputes/evidence';
import { getOwnDispute } from '../disputes/lookup';
import { disputeFactOf } from '../disputes/telling';
import { getJob } from '../jobs/running';

export type AnswerDispute = (
  actor: UserActor,
  given: GivenEvidence & { readonly disputeId: Id },
) => Promise<void>;

/** The other side says how it sees the matter, once and in time; the answer is evidence like any other. */
export const makeAnswerDispute =
  (deps: DisputeDeps & EvidenceDeps): AnswerDispute =>
  async (actor, { disputeId, ...given }) => {
    const asked = (): { actor: UserActor; disputeId: Id; now: Date } => ({
      actor,
      disputeId,
      now: deps.clock.now(),
    });
    // A look beforehand spares the files; the transaction decides.
    const { dispute } = await getOwnDispute(undefined, 'answer', asked());
    const ready = await prepareEvidence(deps, { actor, dispute }, given);
    await inTransaction(async (tx) => {
      const { now, ...who } = asked();
      const own = await getOwnDispute(tx, 'answer', { now, ...who });
      const set = { answeredAt: now };
      await appendEvidence(tx, deps, { actor, ...own, kind: 'answer', given: ready, now, set });
      const job = await getJob(tx, idOf(own.dispute.jobId), {});
      const data = { ...disputeFactOf(own.dispute, job), side: own.side };
      await deps.outbox.record(tx, 'dispute.answered', data, { actor });
    });
  };
