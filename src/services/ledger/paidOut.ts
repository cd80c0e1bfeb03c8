import { LedgerLineModel } from '../../models/ledgerLine.model';
import type { Id } from '../../utils/ids';
import type { Currency } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { purseName } from './accounts';

/** How often money has been paid out to a user; counts no further than `most`. */
export const countPaidOut = (
  tx: Tx,
  { userId, currency, most }: { readonly userId: Id; readonly currency: Currency; readonly most: number },
): Promise<number> =>
  LedgerLineModel.countDocuments(
    { account: purseName(userId, 'payout', currency), kind: 'withdrawal.paid' },
    { session: tx, limit: Math.max(most, 1) },
  ).exec();
