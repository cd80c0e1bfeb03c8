import { DebtModel } from '../../src/models/debt.model';
import { idOf } from '../../src/utils/ids';
import { topUp } from '../factories/fundedJob';
import type { TestApp } from '../helpers/app';

/** Whoever owes a fee pays it at once: what one history has cost keeps nobody from anything in the next one. */
export async function payDebts(app: Pick<TestApp, 'container'>): Promise<void> {
  for (const { debtorId, remainingMinor } of await DebtModel.find({ isOpen: true }).lean()) {
    await topUp(app, idOf(debtorId), remainingMinor);
  }
}
