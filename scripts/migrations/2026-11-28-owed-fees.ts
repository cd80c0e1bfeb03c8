import { DebtModel } from '../../src/models/debt.model';
import { UserModel, type User } from '../../src/models/user.model';
import type { Migration } from './migration';

/** Users who owed fees before these were counted on them. */
export const owedFees: Migration = {
  name: '2026-11-28-owed-fees',
  async run() {
    const debtors = await DebtModel.aggregate<Required<Pick<User, '_id' | 'openFees'>>>([
      { $match: { isOpen: true, purse: 'feeDebt' } },
      { $group: { _id: '$debtorId', openFees: { $sum: 1 } } },
    ]).exec();
    for (const { _id, openFees } of debtors) {
      await UserModel.updateOne({ _id }, { $set: { openFees } }).exec();
    }
    return debtors.length;
  },
};
