import type { Types } from 'mongoose';
import type { Page, PageRequest } from '../../utils/page';
import { findPage } from '../../utils/paging';
import { LedgerAccountModel, type LedgerAccount } from '../ledgerAccount.model';
import { LedgerEntryModel, type LedgerEntry } from '../ledgerEntry.model';
import { LedgerLineModel, type LedgerLine } from '../ledgerLine.model';

/** Reads of the ledger for the owner of a wallet; accounts are named by the caller. */

/** The balances of these accounts; who was never used is absent. */
export async function findBalances(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await LedgerAccountModel.find({ _id: { $in: [...names] } }, { balanceMinor: 1 })
    .lean<Pick<LedgerAccount, '_id' | 'balanceMinor'>[]>()
    .exec();
  return new Map(found.map(({ _id, balanceMinor }) => [_id, balanceMinor]));
}

interface Span {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** The lines of one account with their running balance, the latest first; a page costs the same however many there are. */
export async function findStatement(
  account: string,
  { from, to }: Span,
  request: PageRequest,
): Promise<Page<LedgerLine>> {
  const first = from ? await edgeSeq(account, { $gte: from }, 1) : 1;
  const last = to ? await edgeSeq(account, { $lt: to }, -1) : await lastSeq(account);
  const [low, high] = first === undefined || last === undefined ? [1, 0] : [first, last];
  const counted = Math.max(high - low + 1, 0);
  const seq = { $exists: true, $gte: low, $lte: high };
  return findPage(LedgerLineModel, { filter: { account, seq }, sort: { seq: -1 }, request, counted });
}

async function lastSeq(account: string): Promise<number | undefined> {
  const found = await LedgerAccountModel.findOne({ _id: account }, { seq: 1 })
    .lean<Pick<LedgerAccount, 'seq'>>()
    .exec();
  return found?.seq;
}

/** The place of the line nearest to the edge of a time. */
async function edgeSeq(account: string, at: object, direction: 1 | -1): Promise<number | undefined> {
  const line = await LedgerLineModel.findOne({ account: { $eq: account, $exists: true }, at }, { seq: 1 })
    .sort({ at: direction })
    .lean<Pick<LedgerLine, 'seq'>>()
    .exec();
  return line?.seq;
}

export interface TransactionQuery {
  readonly userId: Types.ObjectId;
  /** What is a step of something else and shown there. */
  readonly hiddenKinds: readonly string[];
  readonly hiddenAccounts: readonly string[];
  /** The side of a debt in its repayment. */
  readonly debtAccounts: readonly string[];
}

/** The lines that a person takes for transactions, the latest first. */
export const findTransactionLines = (
  { userId, hiddenKinds, hiddenAccounts, debtAccounts }: TransactionQuery,
  request: PageRequest,
): Promise<Page<LedgerLine>> =>
  findPage(LedgerLineModel, {
    filter: {
      userId,
      kind: { $nin: [...hiddenKinds] },
      account: { $nin: [...hiddenAccounts] },
      $nor: [{ kind: 'debt.repaid', account: { $in: [...debtAccounts] } }],
    },
    sort: { _id: -1 },
    request,
  });

/** Through which gateways the entries went, by entry; those that stayed with us are absent. */
export async function findGateways(
  entryIds: readonly Types.ObjectId[],
): Promise<ReadonlyMap<string, string>> {
  const entries = await LedgerEntryModel.find({ _id: { $in: [...entryIds] } }, { lineIds: 1 })
    .lean<Pick<LedgerEntry, 'lineIds'>[]>()
    .exec();
  const lineIds = entries.flatMap((entry) => entry.lineIds);
  const lines = await LedgerLineModel.find({ _id: { $in: lineIds } }, { entryId: 1, account: 1 })
    .lean<Pick<LedgerLine, 'entryId' | 'account'>[]>()
    .exec();
  const gateways = lines.flatMap(({ entryId, account }) => {
    const [kind, name = ''] = account.split(':');
    return kind === 'gateway' || kind === 'payout' ? [[entryId.toHexString(), name] as const] : [];
  });
  return new Map(gateways);
}
