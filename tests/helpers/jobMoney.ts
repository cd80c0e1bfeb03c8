import { DebtModel } from '../../src/models/debt.model';
import { EarningModel } from '../../src/models/earning.model';
import { JobModel } from '../../src/models/job.model';
import { LedgerAccountModel } from '../../src/models/ledgerAccount.model';
import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import { LedgerLineModel, type LedgerLine } from '../../src/models/ledgerLine.model';
import { holdName } from '../../src/services/ledger/accounts';
import { balancesOf } from '../../src/services/ledger/balances';
import { idOf, toObjectId } from '../../src/utils/ids';
import { expectLedgerSound } from './ledger';

/** What is in each purse of somebody, in piastres. */
export async function pursesOf(userId: string): Promise<Record<string, number>> {
  const balances = await balancesOf(undefined, userId, 'EGP');
  const entries = Object.entries(balances).map(([purse, { amountMinor }]) => [purse, amountMinor] as const);
  return Object.fromEntries(entries.filter(([, amount]) => amount !== 0));
}

export const linesOf = (kind: RegExp, jobId: string): Promise<LedgerLine[]> =>
  LedgerLineModel.find({ 'refs.jobId': toObjectId(jobId), kind, entryId: { $exists: true } })
    .sort({ _id: 1 })
    .lean<LedgerLine[]>();

/** The kinds of entries of a job, sorted. */
export async function entriesOf(jobId: string): Promise<string[]> {
  const entries = await LedgerEntryModel.find({
    'refs.jobId': toObjectId(jobId),
    key: { $exists: true },
  }).lean();
  return entries.map(({ kind }) => kind).sort();
}

/** Everything adds up: lines to nothing, balances to their lines, jobs, earnings and debts to their accounts. */
export async function expectMoneySound(): Promise<void> {
  await expectLedgerSound();
  const lines = await LedgerLineModel.find({ entryId: { $exists: true } }).lean<LedgerLine[]>();
  const sums = new Map<string, number>();
  for (const { account, amountMinor } of lines) {
    sums.set(account, (sums.get(account) ?? 0) + amountMinor);
  }
  expect([...sums.values()].reduce((all, one) => all + one, 0)).toBe(0);
  const accounts = await LedgerAccountModel.find({ seq: { $gt: 0 } }).lean();
  expect(accounts.map(({ _id, balanceMinor }) => [_id, balanceMinor])).toEqual(
    accounts.map(({ _id }) => [_id, sums.get(_id) ?? 0]),
  );
  for (const { _id, balanceMinor } of accounts) {
    expect([_id, /Debt:/.test(_id) ? balanceMinor <= 0 : balanceMinor >= 0]).toEqual([_id, true]);
  }
  await expectFactsSound(sums);
}

async function expectFactsSound(sums: ReadonlyMap<string, number>): Promise<void> {
  for (const job of await JobModel.find({ money: { $exists: true } }).lean()) {
    const held = sums.get(holdName('job', idOf(job), job.currency)) ?? 0;
    expect([idOf(job), job.money?.held]).toEqual([idOf(job), held]);
  }
  const owed = new Map<string, number>();
  const add = (account: string, amount: number): void =>
    void owed.set(account, (owed.get(account) ?? 0) + amount);
  for (const debt of await DebtModel.find().lean()) {
    add(`user:${idOf(debt.debtorId)}:${debt.purse}:${debt.currency}`, -debt.remainingMinor);
    if (debt.claimantId) {
      add(`user:${idOf(debt.claimantId)}:claim:${debt.currency}`, debt.claimRemainingMinor);
    }
  }
  for (const earning of await EarningModel.find({ status: 'Pending' }).lean()) {
    add(`user:${idOf(earning.craftsmanId)}:pending:${earning.currency}`, earning.amountMinor);
  }
  const known = [...new Set([...owed.keys(), ...sums.keys()])].filter((name) =>
    /:(feeDebt|clawbackDebt|claim|pending):/.test(name),
  );
  expect(known.map((name) => [name, owed.get(name) ?? 0])).toEqual(
    known.map((name) => [name, sums.get(name) ?? 0]),
  );
}
