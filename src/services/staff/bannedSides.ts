import type { QueryFilter, UpdateQuery } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';

const RUNNING = ['Hired', 'On The Way', 'In Progress', 'Disputed'] as const;

/** Puts the running jobs of a user who may not sign in any more into the inbox of staff; their money stays where it is. */
export async function markRunningJobs(tx: Tx, userId: Id, at: Date): Promise<void> {
  const which = { status: { $in: [...RUNNING] }, firmAt: { $exists: true } };
  const update = { $min: { bannedSince: at }, $addToSet: { bannedIds: toObjectId(userId) } };
  await eachSide(tx, userId, { which, update });
}

/** Takes them out again: he may go on. A job whose other side is banned as well stays. */
export async function unmarkJobs(tx: Tx, userId: Id): Promise<void> {
  const me = toObjectId(userId);
  const marked = { bannedSince: { $exists: true }, bannedIds: me };
  const isOnlyOne = { ...marked, 'bannedIds.1': { $exists: false } };
  await eachSide(tx, userId, { which: isOnlyOne, update: { $unset: { bannedIds: 1, bannedSince: 1 } } });
  await eachSide(tx, userId, { which: marked, update: { $pull: { bannedIds: me } } });
}

interface Change {
  readonly which: QueryFilter<Job>;
  readonly update: UpdateQuery<Job>;
}

async function eachSide(tx: Tx, userId: Id, { which, update }: Change): Promise<void> {
  const me = toObjectId(userId);
  for (const mine of [{ clientId: me }, { craftsmanId: me }]) {
    await JobModel.updateMany({ ...mine, ...which }, update, { session: tx });
  }
}
