import type { Types } from 'mongoose';
import { UserModel } from '../../models/user.model';
import type { Tx } from '../../utils/transaction';
import type { CancellationTerms } from './cancellation';

const count = (field: string): object => ({ $ifNull: [`$craftsman.${field}`, 0] });

/** Notes a cancellation on the craftsman who made it; the first one that came in good time is forgiven. */
export async function noteCancellation(
  tx: Tx,
  craftsmanId: Types.ObjectId,
  reliability: CancellationTerms['reliability'],
): Promise<void> {
  if (reliability === 'none') {
    return;
  }
  const forgiven = count('forgivenCancellations');
  const isForgiven = { $and: [{ $eq: [forgiven, 0] }, reliability === 'afterFirst'] };
  await UserModel.updateOne(
    { _id: craftsmanId, craftsman: { $exists: true } },
    [
      {
        $set: {
          'craftsman.forgivenCancellations': { $cond: [isForgiven, 1, forgiven] },
          'craftsman.cancellations': { $add: [count('cancellations'), { $cond: [isForgiven, 0, 1] }] },
        },
      },
    ],
    { session: tx, updatePipeline: true },
  ).exec();
}
