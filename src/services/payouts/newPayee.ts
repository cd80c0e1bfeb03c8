import { PayoutDetailsModel } from '../../models/payoutDetails.model';
import { WithdrawalModel } from '../../models/withdrawal.model';
import { after, hours } from '../../utils/clock';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Figures } from '../jobs/running';

export type IsNewPayee = (
  tx: Tx,
  userId: Id,
  asked: { readonly now: Date; readonly figures: Figures },
) => Promise<boolean>;

/** Whether a user's earnings wait longer: before his first payouts are over, and after a change of where his money goes. */
export const isNewPayee: IsNewPayee = async (tx, userId, { now, figures }) => {
  const _id = toObjectId(userId);
  const since = after(now, -hours(figures.get('hold.newDetailsHours')));
  const isChanged = await PayoutDetailsModel.exists({ _id, changedAt: { $gt: since } }).session(tx);
  if (isChanged) {
    return true;
  }
  const few = figures.get('hold.newPayeePayouts');
  const paid = await WithdrawalModel.countDocuments(
    { userId: _id, status: 'Paid' },
    { session: tx, limit: Math.max(few, 1) },
  ).exec();
  return paid < few;
};
