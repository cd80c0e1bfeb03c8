import { LedgerAccountModel, type LedgerAccount } from '../../models/ledgerAccount.model';
import type { Id } from '../../utils/ids';
import { money, type Currency, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { purseName, PURSES, type Purse } from './accounts';

/** What is in each purse of a user; debts are below zero. */
export type Balances = Readonly<Record<Purse, Money>>;

/**
 * The balances of a user's purses, in the transaction that decides by them, or as they are now. Whoever decides by a
 * balance also moves that account, or writes to the user.
 */
export async function balancesOf(tx: Tx | undefined, userId: Id, currency: Currency): Promise<Balances> {
  const names = PURSES.map((purse) => purseName(userId, purse, currency));
  const found = await read(tx, names);
  const entries = PURSES.map((purse) => {
    const balance = found.get(purseName(userId, purse, currency)) ?? 0;
    return [purse, money(balance, currency)] as const;
  });
  return Object.fromEntries(entries) as Record<Purse, Money>;
}

async function read(tx: Tx | undefined, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await LedgerAccountModel.find(
    { _id: { $in: names } },
    { balanceMinor: 1 },
    tx && { session: tx },
  )
    .lean<Pick<LedgerAccount, '_id' | 'balanceMinor'>[]>()
    .exec();
  return new Map(found.map(({ _id, balanceMinor }) => [_id, balanceMinor]));
}
