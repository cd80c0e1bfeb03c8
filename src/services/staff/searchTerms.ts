import { UserModel, type User } from '../../models/user.model';
import { toObjectId, type Id } from '../../utils/ids';
import { searchTermsOf } from '../../utils/searchTerms';

const RACES = 5;

/** Writes the terms by which staff finds an account, from the account as it is now; safe to repeat. */
export async function refreshSearchTerms(userId: Id): Promise<void> {
  for (let race = 1; race <= RACES; race += 1) {
    const user = await UserModel.findById(toObjectId(userId)).lean<User>();
    if (!user) {
      return;
    }
    const { matchedCount } = await UserModel.updateOne(
      { _id: user._id, updatedAt: user.updatedAt },
      { $set: { searchTerms: searchTermsOf(user) } },
    );
    if (matchedCount === 1) {
      return;
    }
  }
  throw new Error('the account changes all the time');
}
