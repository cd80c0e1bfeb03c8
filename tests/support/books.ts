import { LedgerAccountModel } from '../../src/models/ledgerAccount.model';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';

/** What is on these accounts, by their names without the currency; what is on nobody's list is there, too. */
export async function bookOf(names: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  const lines = await LedgerLineModel.find({}).lean();
  const book: Record<string, number> = {};
  for (const { account, amountMinor } of lines) {
    const path = account.replace(/:[A-Z]{3}$/, '');
    const name = Object.entries(names).reduce((said, [id, word]) => said.replace(id, word), path);
    book[name] = (book[name] ?? 0) + amountMinor;
  }
  return Object.fromEntries(Object.entries(book).filter(([, amount]) => amount !== 0));
}

/** All lines add up to nothing, and every balance is the sum of its lines. */
export async function expectBalanced(): Promise<void> {
  const lines = await LedgerLineModel.find({}).lean();
  const accounts = await LedgerAccountModel.find({ balanceMinor: { $ne: 0 } }).lean();
  const sums: Record<string, number> = {};
  for (const { account, amountMinor } of lines) {
    sums[account] = (sums[account] ?? 0) + amountMinor;
  }
  expect(Object.values(sums).reduce((a, b) => a + b, 0)).toBe(0);
  const balances = Object.fromEntries(accounts.map(({ _id, balanceMinor }) => [_id, balanceMinor]));
  expect(Object.fromEntries(Object.keys(balances).map((name) => [name, sums[name]]))).toEqual(balances);
}
