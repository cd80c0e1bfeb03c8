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

/** Counts on the debtor the fees that he owes, so that a request knows of them without a look of its own. */
export async function countFees(tx: Tx, userId: Id, change: 1 | -1): Promise<void> {
  await UserModel.updateOne(
    { _id: toObjectId(userId) },
    { $inc: { openFees: change } },
    { session: tx },
  ).exec();
}
