import type { Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Figures } from '../jobs/running';
import { countPaidOut } from '../ledger/paidOut';

/** Whether what a user earns waits longer: for his first payouts. */
export type IsNewPayee = (
  tx: Tx,
  userId: Id,
  asked: { readonly now: Date; readonly figures: Figures },
) => Promise<boolean>;

/** Asks the ledger how often he has been paid out. */
export const isNewPayee: IsNewPayee = async (tx, userId, { figures }) => {
  const most = figures.get('hold.newPayeePayouts');
  return (await countPaidOut(tx, { userId, currency: figures.get('market.currency'), most })) < most;
};
