import { DebtModel } from '../../src/models/debt.model';
import { UserModel } from '../../src/models/user.model';
import { idOf } from '../../src/utils/ids';
import { say } from './inDatabase';

/** The users whose count of owed fees is not that of their open debts. */
export async function findWrongFeeCounts(): Promise<string[]> {
  const [debts, counting] = await Promise.all([
    DebtModel.find({ isOpen: true, purse: 'feeDebt' }, { debtorId: 1 }).lean().exec(),
    UserModel.find({ openFees: { $gt: 0 } }, { openFees: 1 })
      .lean()
      .exec(),
  ]);
  const left = new Map(counting.map((user) => [idOf(user), user.openFees ?? 0]));
  for (const { debtorId } of debts) {
    left.set(idOf(debtorId), (left.get(idOf(debtorId)) ?? 0) - 1);
  }
  return [...left].filter(([, count]) => count !== 0).map(([userId]) => userId);
}

/** Every user counts the fees that he owes; true when all counts are right. */
export async function reportFeeCounts(): Promise<boolean> {
  const wrong = await findWrongFeeCounts();
  wrong.forEach((userId) => say(`  User ${userId}: does not count the fees that he owes`));
  say(`counts of owed fees ${wrong.length === 0 ? 'sound' : `NOT sound, ${wrong.length} of them`}`);
  return wrong.length === 0;
}
