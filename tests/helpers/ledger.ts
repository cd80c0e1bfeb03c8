import { LedgerAccountModel } from '../../src/models/ledgerAccount.model';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';

/** What is on an account, by its lines; the name ends in the currency. */
export async function balanceOf(account: string): Promise<number> {
  const lines = await LedgerLineModel.find({ account }).lean();
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** Everything adds up to nothing, and every projected balance is the sum of its lines. */
export async function expectLedgerSound(): Promise<void> {
  const lines = await LedgerLineModel.find().lean();
  const sums: Record<string, number> = {};
  const byAccount: Record<string, number> = {};
  for (const { account, amountMinor, currency, seq } of lines) {
    sums[currency] = (sums[currency] ?? 0) + amountMinor;
    if (seq !== undefined) {
      byAccount[account] = (byAccount[account] ?? 0) + amountMinor;
    }
  }
  expect(Object.values(sums).filter((sum) => sum !== 0)).toEqual([]);
  const accounts = await LedgerAccountModel.find().lean();
  const kept = accounts.filter(({ seq }) => seq > 0);
  expect(Object.fromEntries(kept.map(({ _id, balanceMinor }) => [_id, balanceMinor]))).toEqual(byAccount);
}

/** The kinds of all entries, in the order in which they were posted. */
export async function entryKinds(): Promise<string[]> {
  const lines = await LedgerLineModel.find().sort({ _id: 1 }).lean();
  return [...new Map(lines.map(({ entryId, kind }) => [entryId.toHexString(), kind])).values()];
}
