import { ReviewModel } from '../../src/models/review.model';
import { UserModel, type User } from '../../src/models/user.model';
import { meanOf } from '../../src/services/reviews/rating';
import { say } from './inDatabase';

interface Counted {
  readonly _id: User['_id'];
  readonly sum: number;
  readonly count: number;
}

/** Everybody's rating is the mean of what is revealed about him, and nothing else is counted; true when all are. */
export async function reportRatings(): Promise<boolean> {
  const rows = await ReviewModel.aggregate<Counted>([
    { $match: { 'subject.type': 'user', status: 'Revealed' } },
    { $group: { _id: '$subject.id', sum: { $sum: '$rating' }, count: { $sum: 1 } } },
  ]).exec();
  const known = new Map(rows.map((row) => [row._id.toHexString(), row]));
  let wrong = 0;
  const users = UserModel.find({}, { rating: 1, ratingCount: 1, ratingSum: 1 }).lean<User>().cursor();
  for await (const user of users) {
    const { sum, count } = known.get(user._id.toHexString()) ?? { sum: 0, count: 0 };
    const { rating = 0, ratingCount = 0, ratingSum = 0 } = user;
    if (rating !== meanOf({ sum, count }) || ratingCount !== count || ratingSum !== sum) {
      wrong += 1;
      say(`  user ${user._id.toHexString()}: ${ratingCount} reviews are counted, there are ${count}`);
    }
  }
  say(`ratings ${wrong === 0 ? 'sound' : `NOT sound, ${wrong} of them`}: ${rows.length} people are reviewed`);
  return wrong === 0;
}
