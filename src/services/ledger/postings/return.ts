import type { Id } from '../../../utils/ids';
import type { Money } from '../../../utils/money';
import { account } from '../accounts';
import { give, type Line } from '../entry';

/** Where a client's money goes back to: his wallet, or cards by way of refunds that are still under way. */
export interface Return {
  readonly clientId: Id;
  readonly toWallet: Money;
  readonly toCards: readonly { readonly refundId: Id; readonly amount: Money }[];
}

/** The lines of it. */
export const returned = ({ clientId, toWallet, toCards }: Return): Line[] => [
  give(account.available(clientId), toWallet),
  ...cardLines(toCards),
];

/** The same where it may still be undone: what goes to the wallet stays pending for a while, the refunds wait. */
export const returnedLater = ({ clientId, toWallet, toCards }: Return): Line[] => [
  give(account.pending(clientId), toWallet),
  ...cardLines(toCards),
];

const cardLines = (toCards: Return['toCards']): Line[] =>
  toCards.map(({ refundId, amount }) => give(account.hold('refund', refundId), amount));
