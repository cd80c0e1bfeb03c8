import { UserModel, type User } from '../../models/user.model';
import { Conflict } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { OneTimeTokenService } from '../oneTimeToken.service';
import type { Outbox } from '../outbox/outbox.service';

export interface ClaimDeps {
  readonly outbox: Outbox;
  readonly oneTimeTokens: Pick<OneTimeTokenService, 'isReserved'>;
}

/**
 * Frees a phone for the one who has shown that it is in his hand: from an account that only names it. One that may still
 * be taken back to it keeps it (409); one that has verified it meets the unique index.
 */
export async function claimPhone(
  tx: Tx,
  { phone, userId }: { readonly phone: string; readonly userId: Id },
  { outbox, oneTimeTokens }: ClaimDeps,
): Promise<void> {
  if (await oneTimeTokens.isReserved(tx, { phone, for: userId })) {
    throw new Conflict('user.taken');
  }
  const other = await UserModel.findOneAndUpdate(
    { phone, phoneVerifiedAt: null, _id: { $ne: toObjectId(userId) } },
    { $unset: { phone: 1 } },
    { session: tx },
  ).lean<User>();
  if (other) {
    await outbox.record(tx, 'phone.released', { userId: idOf(other) }, { actor: systemActor });
  }
}
