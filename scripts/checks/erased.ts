import { UserModel, type User } from '../../src/models/user.model';
import { after, hours } from '../../src/utils/clock';
import { findLeftovers } from '../../src/services/privacy/leftovers';
import { say } from './inDatabase';

/** A sweep that is due is given so long. */
const PATIENCE_MS = hours(3);

/** Nothing of an erased account is left that should have gone with it, and none waits for its sweep; true when all is so. */
export async function reportErased(now: Date): Promise<boolean> {
  let [read, wrong] = [0, 0];
  const erased = UserModel.find({ 'erasure.at': { $exists: true, $gte: new Date(0) } })
    .sort({ 'erasure.at': 1 })
    .lean<User>()
    .cursor();
  for await (const user of erased) {
    read += 1;
    const { at = now, sweepAt } = user.erasure ?? {};
    const isNew = after(at, PATIENCE_MS) > now && sweepAt?.getTime() === at.getTime();
    const isLate = sweepAt !== undefined && after(sweepAt, PATIENCE_MS) < now;
    const left = [...(isLate ? ['its sweep is overdue'] : []), ...(isNew ? [] : await findLeftovers(user))];
    left.forEach((what) => say(`  erased account ${user._id.toHexString()}: ${what}`));
    wrong += left.length;
  }
  say(`erased accounts ${wrong === 0 ? 'sound' : `NOT sound, ${wrong} leftovers`}: ${read} accounts`);
  return wrong === 0;
}
