import { LedgerLineModel } from '../../src/models/ledgerLine.model';

/** What is on these accounts, by their names without the currency; what is on nobody's list is there, too. */
export async function bookOf(names: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  const lines = await LedgerLineModel.find({ entryId: { $exists: true } }).lean();
  const book: Record<string, number> = {};
  for (const { account, amountMinor } of lines) {
    const path = account.replace(/:[A-Z]{3}$/, '');
    const name = Object.entries(names).reduce((said, [id, word]) => said.replace(id, word), path);
    book[name] = (book[name] ?? 0) + amountMinor;
  }
  return Object.fromEntries(Object.entries(book).filter(([, amount]) => amount !== 0));
}
