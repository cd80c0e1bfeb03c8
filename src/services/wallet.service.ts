import type { LedgerLine } from '../models/ledgerLine.model';
import { findBalances, findStatement } from '../models/queries/wallet.query';
import type { Id } from '../utils/ids';
import type { Currency } from '../utils/money';
import type { Page, PageRequest } from '../utils/page';
import type { UserActor } from '../utils/types/actor';
import { purseName, PURSES, type Purse } from './ledger/accounts';
import type { SettingService } from './setting.service';
import { listTransactions, type FindProviderRefs, type WalletTransaction } from './wallet/transactions';

/** What is in a wallet, in minor units of the market's currency. */
export interface WalletBalance extends Readonly<Record<Purse, number>> {
  readonly currency: Currency;
}

export interface StatementAsked {
  readonly from?: Date | undefined;
  /** Not included. */
  readonly to?: Date | undefined;
  readonly request: PageRequest;
}

export interface WalletService {
  /** The purses of a user; one query. */
  balanceOf(userId: Id): Promise<WalletBalance>;
  /** One's transactions, the latest first. */
  transactions(actor: UserActor, request: PageRequest): Promise<Page<WalletTransaction>>;
  /** The lines of what one can withdraw, with the balance after each, the latest first. */
  statement(actor: UserActor, asked: StatementAsked): Promise<Page<LedgerLine>>;
}

export interface WalletDeps {
  readonly settings: Pick<SettingService, 'get'>;
  readonly findProviderRefs: FindProviderRefs;
}

/** Makes the views of a wallet; all of them are read from the ledger. */
export const makeWalletService = ({ settings, findProviderRefs }: WalletDeps): WalletService => ({
  async balanceOf(userId) {
    const currency = await settings.get('market.currency');
    const nameOf = (purse: Purse): string => purseName(userId, purse, currency);
    const balances = await findBalances(PURSES.map(nameOf));
    const entries = PURSES.map((purse) => [purse, balances.get(nameOf(purse)) ?? 0] as const);
    return { ...(Object.fromEntries(entries) as Record<Purse, number>), currency };
  },
  async transactions({ id }, request) {
    const currency = await settings.get('market.currency');
    return listTransactions(id, { currency, request, findProviderRefs });
  },
  async statement({ id }, { request, ...span }) {
    const account = purseName(id, 'available', await settings.get('market.currency'));
    return findStatement(account, span, request);
  },
});
