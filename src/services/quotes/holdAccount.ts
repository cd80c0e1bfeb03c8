import { UserModel } from '../../models/user.model';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';

/** Whoever decides by a craftsman's ban moves his account first: of an offer and a ban at once one begins again and sees the other. */
export async function holdAccount(tx: Tx, craftsmanId: Id): Promise<void> {
  await UserModel.updateOne({ _id: toObjectId(craftsmanId) }, { $inc: { offerChanges: 1 } }, { session: tx });
}
