import { UserModel } from '../../models/user.model';
import { VerificationModel, type Verification } from '../../models/verification.model';
import type { Clock } from '../../utils/clock';
import { Forbidden } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import { verificationWorkflow } from '../workflows/verification.workflow';
import { transition } from '../workflows/workflow';

export type Decision = { readonly event: 'approve' } | { readonly event: 'reject'; readonly reason: string };

interface Deciding {
  readonly id: Id;
  readonly decision: Decision;
  readonly clock: Clock;
  readonly outbox: Outbox;
}

/** Closes a request and says so on the craftsman's profile and to him, in one step. */
export async function decide(
  tx: Tx,
  actor: UserActor,
  { id, decision, clock, outbox }: Deciding,
): Promise<Verification> {
  const now = clock.now();
  const reason = decision.event === 'reject' ? decision.reason : undefined;
  const by = toObjectId(actor.id);
  const verification = await transition(tx, VerificationModel, verificationWorkflow, decision.event, {
    id,
    actor,
    at: now,
    guard: { craftsmanId: { $ne: by } },
    explain: ({ craftsmanId }) =>
      idOf(craftsmanId) === actor.id ? new Forbidden('staff.notYourself') : undefined,
    set: { isOpen: false, decidedAt: now, decidedBy: by, updatedAt: now, reason },
    reason,
  });
  await tellProfile(tx, verification, now);
  const facts = { verificationId: id, craftsmanId: idOf(verification.craftsmanId) };
  if (reason === undefined) {
    await outbox.record(tx, 'verification.approved', facts, { actor });
  } else {
    await outbox.record(tx, 'verification.rejected', { ...facts, reason }, { actor });
  }
  return verification;
}

/** A refusal of new papers takes nothing from one who is Verified. */
async function tellProfile(tx: Tx, { craftsmanId, status }: Verification, now: Date): Promise<void> {
  const isVerified = status === 'Verified';
  const set = isVerified
    ? { 'craftsman.verificationStatus': status, 'craftsman.verifiedAt': now }
    : { 'craftsman.verificationStatus': status };
  const craftsman = isVerified
    ? { craftsman: { $exists: true } }
    : { 'craftsman.verificationStatus': { $ne: 'Verified' as const }, craftsman: { $exists: true } };
  await UserModel.updateOne(
    { _id: craftsmanId, ...craftsman },
    { $set: { ...set, updatedAt: now } },
    { session: tx },
  );
}
