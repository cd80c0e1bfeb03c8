import { UserModel } from '../../models/user.model';
import { VerificationModel, type Verification } from '../../models/verification.model';
import { days, type Clock } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';
import { verificationWorkflow } from '../workflows/verification.workflow';
import { transitionMany } from '../workflows/workflow';
import { nextWord } from './validity';

export interface FollowingDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
}

/** Tells craftsmen whose verification ends soon, and ends what is over, at most `most`; gives how many were found. */
export type FollowVerifications = (most: number) => Promise<number>;

/** Approved, with an end of which there is something to tell. */
type Due = Verification & Required<Pick<Verification, 'expiresAt' | 'remindsAt'>>;

/** Makes what follows an approval: one transaction each; whoever was verified anew meanwhile hears nothing. */
export const makeFollowVerifications =
  ({ clock, outbox, settings }: FollowingDeps): FollowVerifications =>
  async (most) => {
    const daysBefore = (await settings.current()).get('verification.reminderDays');
    const due = await VerificationModel.find({ remindsAt: { $exists: true, $lte: clock.now() } })
      .sort({ remindsAt: 1 })
      .limit(most)
      .lean<Due[]>();
    for (const seen of due) {
      const now = clock.now();
      await inTransaction((tx) =>
        seen.expiresAt <= now
          ? end(tx, seen, { now, outbox })
          : remind(tx, seen, { now, outbox, next: nextWord(seen.expiresAt, daysBefore, now) }),
      );
    }
    return due.length;
  };

interface Telling {
  readonly now: Date;
  readonly outbox: Outbox;
}

async function remind(
  tx: Tx,
  seen: Due,
  { now, outbox, next }: Telling & { readonly next: Date | undefined },
): Promise<void> {
  const { modifiedCount } = await VerificationModel.updateOne(
    { _id: seen._id, remindsAt: seen.remindsAt },
    next ? { $set: { remindsAt: next } } : { $unset: { remindsAt: 1 } },
    { session: tx },
  );
  if (modifiedCount === 1) {
    const left = Math.ceil((seen.expiresAt.getTime() - now.getTime()) / days(1));
    const facts = { ...factOf(seen), days: left };
    await outbox.record(tx, 'verification.expiring', facts, { actor: systemActor });
  }
}

/** He is not verified any more, unless something later says that he is. */
async function end(tx: Tx, seen: Due, { now, outbox }: Telling): Promise<void> {
  const ended = await transitionMany(tx, VerificationModel, verificationWorkflow, 'lapse', {
    actor: systemActor,
    at: now,
    where: { _id: seen._id, remindsAt: seen.remindsAt },
    set: { lapsedAt: now, updatedAt: now },
    unset: ['remindsAt'],
  });
  if (ended.length === 1) {
    await UserModel.updateOne(
      {
        _id: seen.craftsmanId,
        'craftsman.verificationStatus': 'Verified',
        'craftsman.verifiedUntil': seen.expiresAt,
      },
      { $set: { 'craftsman.verificationStatus': 'Pending', updatedAt: now } },
      { session: tx },
    );
    await outbox.record(tx, 'verification.expired', factOf(seen), { actor: systemActor });
  }
}

const factOf = (seen: Due) => ({
  verificationId: idOf(seen),
  craftsmanId: idOf(seen.craftsmanId),
  expiresAt: seen.expiresAt.toISOString(),
});
