import { ConversationModel } from '../../models/conversation.model';
import { UserModel } from '../../models/user.model';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';

/** Both ids, the smaller one first, so that either of them finds it. */
export const pairKeyOf = (one: Id, other: Id): string => [one, other].sort().join(':');

/**
 * Whoever decides something by whether two people have blocked each other, or changes that, moves this first: of two at
 * once one begins again and sees what the other has done.
 */
export async function holdPair(tx: Tx, one: Id, other: Id): Promise<void> {
  const [first = one] = [one, other].sort();
  await UserModel.updateOne({ _id: toObjectId(first) }, { $inc: { pairChanges: 1 } }, { session: tx });
}

/** Says in all that the two write to each other whether they still may. */
export async function markConversations(tx: Tx, pairKey: string, isBlocked: boolean): Promise<void> {
  await ConversationModel.updateMany({ pairKey }, { $set: { isBlocked } }, { session: tx });
}
