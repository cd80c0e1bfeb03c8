import { systemActor } from '../../src/utils/types/actor';
import type { NewEntry } from '../../src/services/ledger/entry';
import { LedgerAccountModel } from '../../src/models/ledgerAccount.model';
import { checkLedger } from '../../src/services/ledger/check';
import { Unavailable } from '../../src/utils/errors';
import { inTransaction } from '../../src/utils/transaction';
import type { TestApp } from './app';

/** The whole ledger proves itself: balanced, chained, projected, no account beyond zero, every job's money explained. */
export async function expectLedgerSound(): Promise<void> {
  const { faults } = await checkLedger();
  expect(faults).toEqual([]);
}

/** The balance of an account by its stored name; 0 when it was never used. */
export async function balanceOf(name: string): Promise<number> {
  const account = await LedgerAccountModel.findOne({ _id: name }).lean();
  return account?.balanceMinor ?? 0;
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
