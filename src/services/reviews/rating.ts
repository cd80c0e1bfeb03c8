import { UserModel, type User } from '../../models/user.model';
import type { Tx } from '../../utils/transaction';

/** What of revealed reviews is counted for somebody, or no longer. */
export interface RatingChange {
  readonly sum: number;
  readonly count: number;
}

/** The mean to one decimal, half up; 0 without any. */
export const meanOf = ({ sum, count }: RatingChange): number =>
  count <= 0 ? 0 : Math.floor((sum * 20 + count) / (count * 2)) / 10;

/** Counts stars for somebody, or no longer, in the transaction that shows or hides them; an account that is gone has none. */
export async function changeRating(tx: Tx, userId: User['_id'], { sum, count }: RatingChange): Promise<void> {
  const user = await UserModel.findOneAndUpdate(
    { _id: userId },
    { $inc: { ratingSum: sum, ratingCount: count } },
    { session: tx, returnDocument: 'after', projection: { ratingSum: 1, ratingCount: 1 } },
  )
    .lean<Pick<User, 'ratingSum' | 'ratingCount'>>()
    .exec();
  if (user) {
    const rating = meanOf({ sum: user.ratingSum ?? 0, count: user.ratingCount ?? 0 });
    await UserModel.updateOne({ _id: userId }, { $set: { rating } }, { session: tx }).exec();
  }
}
