import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { Conflict } from '../../utils/errors';
import type { Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import { getAllowed } from './reach';

/** Which contacts are marked; both by default. */
export interface ContactsToVerify {
  readonly email: boolean;
  readonly phone: boolean;
}

export type VerifyContact = (actor: UserActor, userId: Id, which: ContactsToVerify) => Promise<void>;

/** Staff vouches for an e-mail or a phone: as it stands now, never for one that comes meanwhile. */
export const makeVerifyContact =
  ({ clock, outbox }: { readonly clock: Clock; readonly outbox: Outbox }): VerifyContact =>
  (actor, userId, which) =>
    inTransaction(async (tx) => {
      const user = await getAllowed(actor, userId, { verb: 'verify', tx });
      const now = clock.now();
      const what = unverified(user).filter((contact) => which[contact]);
      if (what.length === 0) {
        throw new Conflict('staff.nothingToVerify');
      }
      const marks = {
        ...(what.includes('email') && { emailVerifiedAt: now }),
        ...(what.includes('phone') && { phoneVerifiedAt: now }),
      };
      await UserModel.updateOne({ _id: user._id }, { $set: { ...marks, updatedAt: now } }, { session: tx });
      await outbox.record(tx, 'user.verifiedByStaff', { userId, what }, { actor });
    });

const unverified = (user: User): ('email' | 'phone')[] => [
  ...(user.email !== undefined && !user.emailVerifiedAt ? (['email'] as const) : []),
  ...(user.phone !== undefined && !user.phoneVerifiedAt ? (['phone'] as const) : []),
];
