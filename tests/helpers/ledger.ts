import { systemActor } from '../../src/utils/types/actor';
import type { NewEntry } from '../../src/services/ledger/entry';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';
import { findWrongFeeCounts } from '../../scripts/checks/openFees';
import { checkLedger } from '../../src/services/ledger/check';
import { Unavailable } from '../../src/utils/errors';
import { inTransaction } from '../../src/utils/transaction';
import type { TestApp } from './app';

/** The whole ledger proves itself: balanced, chained, projected, no account beyond zero, every job's money explained, owed fees counted. */
export async function expectLedgerSound(): Promise<void> {
  const { faults } = await checkLedger();
  expect(faults).toEqual([]);
  expect(await findWrongFeeCounts()).toEqual([]);
}

/** What is on an account, by its lines; the name ends in the currency. */
export async function balanceOf(name: string): Promise<number> {
  const lines = await LedgerLineModel.find({ account: name }).lean();
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** Posts entries as the system would, each in a transaction of its own; where the server is busy, it comes again. */
export async function postAll(
  { container }: Pick<TestApp, 'container'>,
  ...entries: readonly NewEntry[]
): Promise<void> {
  for (const entry of entries) {
    await untilNotBusy(() => inTransaction((tx) => container.ledger.post(tx, entry, { actor: systemActor })));
  }
}

async function untilNotBusy(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Unavailable)) {
      throw error;
    }
    await untilNotBusy(work);
  }
}

/** The kinds of all entries, in the order in which they were posted. */
export async function entryKinds(): Promise<string[]> {
  const lines = await LedgerLineModel.find({ entryId: { $exists: true } })
    .sort({ _id: 1 })
    .lean();
  return [...new Map(lines.map(({ entryId, kind }) => [entryId.toHexString(), kind])).values()];
}
