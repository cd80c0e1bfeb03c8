import { UserModel, type User } from '../../models/user.model';
import type { Job } from '../../models/job.model';
import type { Tx } from '../../utils/transaction';
import { moneyOf, ruleOf, type Waiver } from './figures';

/**
 * Whether this job is free of our fee: decided once, at the first release or when the cash is confirmed. A waiver that
 * is left is taken by a conditional write, so that two jobs at once cannot both have the last one.
 */
export async function decideWaiver(tx: Tx, job: Job): Promise<Waiver> {
  const { isFeeWaived } = moneyOf(job);
  if (isFeeWaived !== undefined) {
    return { isWaived: isFeeWaived };
  }
  const { waivedJobs } = ruleOf(job);
  if (waivedJobs === 0 || !job.craftsmanId) {
    return { isWaived: false };
  }
  const { modifiedCount } = await UserModel.updateOne(
    { _id: job.craftsmanId, craftsman: { $exists: true }, $or: leftOf(waivedJobs) },
    { $inc: { 'craftsman.waivedJobs': 1 } },
    { session: tx },
  ).exec();
  return { isWaived: modifiedCount === 1 };
}

const leftOf = (most: number): object[] => [
  { 'craftsman.waivedJobs': { $exists: false } },
  { 'craftsman.waivedJobs': { $lt: most } },
];

/** A job that a decision ends without a price was none of the craftsman's first ones: its waiver is left for another. */
export async function giveBackWaiver(tx: Tx, job: Job): Promise<void> {
  if (moneyOf(job).isFeeWaived === true && job.craftsmanId) {
    await UserModel.updateOne(
      { _id: job.craftsmanId, 'craftsman.waivedJobs': { $gt: 0 } },
      { $inc: { 'craftsman.waivedJobs': -1 } },
      { session: tx },
    ).exec();
  }
}

/** The same question before anything happens. */
export async function foreseeWaiver(job: Job): Promise<Waiver> {
  const { isFeeWaived } = moneyOf(job);
  if (isFeeWaived !== undefined || !job.craftsmanId) {
    return { isWaived: isFeeWaived === true };
  }
  const user = await UserModel.findOne({ _id: job.craftsmanId }, { 'craftsman.waivedJobs': 1 }).lean<User>();
  return {
    isWaived: user?.craftsman !== undefined && (user.craftsman.waivedJobs ?? 0) < ruleOf(job).waivedJobs,
  };
}
