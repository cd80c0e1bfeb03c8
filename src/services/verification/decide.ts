import { UserModel } from '../../models/user.model';
import { VerificationModel, type Verification } from '../../models/verification.model';
import type { Clock } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingsView } from '../settings/view';
import { verificationWorkflow } from '../workflows/verification.workflow';
import { transition } from '../workflows/workflow';
import { inReachOf, whyNot } from './reach';
import { validityFrom, type Validity } from './validity';

export type Decision = { readonly submission?: number | undefined } & (
  { readonly event: 'approve' } | { readonly event: 'reject' | 'requestChanges'; readonly reason: string }
);

interface Deciding {
  readonly id: Id;
  readonly decision: Decision;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly figures: SettingsView;
}

/** Answers a request and says so on the craftsman's profile and to him, in one step. */
export async function decide(tx: Tx, actor: UserActor, deciding: Deciding): Promise<Id> {
  const { id, decision, clock, figures } = deciding;
  const { event, submission } = decision;
  const now = clock.now();
  const reason = event === 'approve' ? undefined : decision.reason;
  const validity = event === 'approve' ? validityFrom(figures, now) : undefined;
  const verification = await transition(tx, VerificationModel, verificationWorkflow, event, {
    id,
    actor,
    at: now,
    guard: inReachOf({ actor, now, submission }),
    explain: whyNot({ actor, now, submission }),
    set: {
      ...validity,
      isOpen: event === 'requestChanges',
      isWaiting: false,
      decidedAt: now,
      decidedBy: toObjectId(actor.id),
      updatedAt: now,
      reason,
    },
    reason,
  });
  if (validity) {
    await verifyUser(tx, verification, { now, validity });
  } else if (event === 'reject') {
    await refuseUser(tx, verification, now);
  }
  await record(tx, actor, { ...deciding, verification });
  return idOf(verification);
}

/** From now on this approval counts: there is nothing to tell of earlier ones any more. */
async function verifyUser(
  tx: Tx,
  { _id, craftsmanId }: Verification,
  { now, validity }: { readonly now: Date; readonly validity: Validity },
): Promise<void> {
  await VerificationModel.updateMany(
    { craftsmanId, _id: { $ne: _id }, remindsAt: { $exists: true } },
    { $unset: { remindsAt: 1 } },
    { session: tx },
  );
  const set = {
    'craftsman.verificationStatus': 'Verified' as const,
    'craftsman.verifiedAt': now,
    'craftsman.verifiedUntil': validity.expiresAt,
    updatedAt: now,
  };
  await UserModel.updateOne(
    { _id: craftsmanId, craftsman: { $exists: true } },
    { $set: set },
    { session: tx },
  );
}

/** A refusal of new papers takes nothing from one who is Verified. */
async function refuseUser(tx: Tx, { craftsmanId }: Verification, now: Date): Promise<void> {
  await UserModel.updateOne(
    { _id: craftsmanId, craftsman: { $exists: true }, 'craftsman.verificationStatus': { $ne: 'Verified' } },
    {
      $set: { 'craftsman.verificationStatus': 'Rejected', updatedAt: now },
      $unset: { 'craftsman.verifiedUntil': 1 },
    },
    { session: tx },
  );
}

async function record(
  tx: Tx,
  actor: UserActor,
  { verification, decision, outbox }: Deciding & { readonly verification: Verification },
): Promise<void> {
  const { craftsmanId, expiresAt } = verification;
  const facts = { verificationId: idOf(verification), craftsmanId: idOf(craftsmanId) };
  if (decision.event === 'approve') {
    const until = { expiresAt: expiresAt?.toISOString() ?? '' };
    await outbox.record(tx, 'verification.approved', { ...facts, ...until }, { actor });
    return;
  }
  const { reason } = decision;
  const event = decision.event === 'reject' ? 'verification.rejected' : 'verification.changesRequested';
  await outbox.record(tx, event, { ...facts, reason }, { actor });
}
