import type { Dispute } from '../../models/dispute.model';
import { BadRequest } from '../../utils/errors';
import { t } from '../../utils/i18n';
import { idOf, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { assertDecidable, isFinal, type Decision } from '../disputes/decision';
import type { DisputeDeps } from '../disputes/deps';
import { endDisputed, moveDisputed, resolveDispute, saidBy, type Ending } from '../disputes/ending';
import { thawEarned } from '../disputes/freezing';
import { allow, getDispute } from '../disputes/lookup';
import { tellSettled } from '../disputes/telling';
import { getJob } from '../jobs/running';
import { disputePolicy } from '../policies/dispute.policy';

export type SettleDispute = (
  actor: UserActor,
  given: Decision & { readonly disputeId: Id },
) => Promise<Dispute>;

/** Staff decide a dispute, or decide it anew on appeal: the job, the dispute and the money move together, both sides are told why. */
export const makeSettleDispute =
  (deps: DisputeDeps): SettleDispute =>
  (actor, { disputeId, ...decision }) =>
    inTransaction(async (tx) => {
      const dispute = await getDispute(tx, disputeId);
      allow(disputePolicy.resolve(actor, dispute), dispute);
      assertDecidable(dispute, decision);
      const job = await getJob(tx, idOf(dispute.jobId), {});
      const how = { actor, dispute, job, now: deps.clock.now() };
      return isFinal(decision)
        ? endDisputed(tx, deps, { ...how, decision })
        : orderRework(tx, deps, { ...how, decision });
    });

type Rework = Ending & { readonly actor: UserActor };

/** The craftsman is to put it right by a date; what is held stays held, what was frozen is his again. */
async function orderRework(tx: Tx, deps: DisputeDeps, how: Rework): Promise<Dispute> {
  const { actor, dispute, job, decision, now } = how;
  const { dueDate } = decision;
  if (!dueDate || dueDate <= now) {
    throw notAhead(actor);
  }
  const resolved = await resolveDispute(tx, how, { ...saidBy(how), dueDate });
  const moved = await moveDisputed(tx, how, {
    event: 'orderRework',
    set: { awaitingAcceptance: false },
  });
  await thawEarned(tx, deps, { actor, dispute, job });
  await tellSettled(tx, deps, { actor, resolved, job: moved, isNewlyCompleted: false });
  return resolved;
}

function notAhead({ locale }: UserActor): BadRequest {
  const message = t(locale, 'message.mustBeAhead', { field: 'dueDate' });
  return new BadRequest('request.invalid', { pub: { errors: [{ field: 'dueDate', message }] } });
}
