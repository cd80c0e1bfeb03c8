import type { ClientSession, Types } from 'mongoose';
import { LedgerAccountModel, type LedgerAccount } from '../ledgerAccount.model';
import { LedgerLineModel, type LedgerLine } from '../ledgerLine.model';

/** Reads of the ledger about one person: what he gets of it, and whether it lets him go. */

const BATCH = 200;

/** All lines of a person, as they are read. */
export const ownLines = (userId: Types.ObjectId): AsyncIterable<LedgerLine> =>
  LedgerLineModel.find({ userId }).lean<LedgerLine>().cursor({ batchSize: BATCH });

/** The balances of these accounts as a transaction sees them; who was never used is absent. */
export async function balancesIn(
  session: ClientSession,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await LedgerAccountModel.find({ _id: { $in: [...names] } }, { balanceMinor: 1 })
    .session(session)
    .lean<Pick<LedgerAccount, '_id' | 'balanceMinor'>[]>()
    .exec();
  return new Map(found.map(({ _id, balanceMinor }) => [_id, balanceMinor]));
}

/** Whether something is on one of these accounts, or owed there. */
export const isSomethingOn = async (names: readonly string[]): Promise<boolean> =>
  (await LedgerAccountModel.exists({ _id: { $in: [...names] }, balanceMinor: { $ne: 0 } })) !== null;
