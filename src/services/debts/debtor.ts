import { UserModel } from '../../models/user.model';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';

/** Notes on the debtor that his debts change: charging and paying decide by what the other one writes. */
export async function touchDebtor(tx: Tx, userId: Id): Promise<void> {
  await UserModel.updateOne(
    { _id: toObjectId(userId) },
    { $inc: { debtChanges: 1 } },
    { session: tx },
  ).exec();
}
