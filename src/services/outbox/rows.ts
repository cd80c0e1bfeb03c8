import { OutboxRowModel, type OutboxRow } from '../../models/outboxRow.model';
import { after } from '../../utils/clock';
import type { Id } from '../../utils/ids';

/** A row that this process may run until its lease ends. */
export type ClaimedRow = OutboxRow & { readonly leasedBy: string };

export interface Lease {
  readonly now: Date;
  readonly instanceId: string;
  readonly leaseMs: number;
}

const LONGEST_ERROR = 1_000;

/** The rows that wait longest, among those that are due. Leased rows are not due before their lease ends. */
export const findDue = (now: Date, limit: number): Promise<OutboxRow[]> =>
  OutboxRowModel.find({ state: 'pending', nextAttemptAt: { $lte: now } })
    .sort({ nextAttemptAt: 1 })
    .limit(limit)
    .lean<OutboxRow[]>()
    .exec();

/** Takes a row as it was seen; of several processes that saw the same one gets it, the others null. */
export async function claim(row: OutboxRow, { now, instanceId, leaseMs }: Lease): Promise<ClaimedRow | null> {
  const leaseUntil = after(now, leaseMs);
  const { modifiedCount } = await OutboxRowModel.updateOne(
    { _id: row._id, state: 'pending', nextAttemptAt: row.nextAttemptAt },
    { $set: { nextAttemptAt: leaseUntil, leaseUntil, leasedBy: instanceId }, $inc: { attempts: 1 } },
  ).exec();
  const claimed = {
    ...row,
    nextAttemptAt: leaseUntil,
    leaseUntil,
    leasedBy: instanceId,
    attempts: row.attempts + 1,
  };
  return modifiedCount === 1 ? claimed : null;
}

/** The effect has taken place; true whoever holds the lease by now. */
export async function markDone(row: ClaimedRow, now: Date): Promise<void> {
  await OutboxRowModel.updateOne(
    { _id: row._id, state: 'pending' },
    { $set: { state: 'done', doneAt: now }, $unset: { leaseUntil: 1, leasedBy: 1, lastError: 1 } },
  ).exec();
}

/** The run failed: try again at `retryAt`, or never when that is null. A later claim of the row is not disturbed. */
export async function markFailed(row: ClaimedRow, error: string, retryAt: Date | null): Promise<void> {
  const next = retryAt === null ? { state: 'dead' as const } : { nextAttemptAt: retryAt };
  await OutboxRowModel.updateOne(
    { _id: row._id, state: 'pending', attempts: row.attempts },
    { $set: { ...next, lastError: error.slice(0, LONGEST_ERROR) }, $unset: { leaseUntil: 1, leasedBy: 1 } },
  ).exec();
}

/** The time for the effect has not come: the row waits until `at`, and this run was none. */
export async function putOff(row: ClaimedRow, at: Date): Promise<void> {
  await OutboxRowModel.updateOne(
    { _id: row._id, state: 'pending', attempts: row.attempts },
    { $set: { nextAttemptAt: at }, $inc: { attempts: -1 }, $unset: { leaseUntil: 1, leasedBy: 1 } },
  ).exec();
}

/** Dead rows, the latest first. */
export const listDeadRows = (limit: number): Promise<OutboxRow[]> =>
  OutboxRowModel.find({ state: 'dead' }).sort({ nextAttemptAt: -1 }).limit(limit).lean<OutboxRow[]>().exec();

/** Gives a dead row all its tries again; false when it is not dead. */
export async function reviveRow(deliveryId: Id, now: Date): Promise<boolean> {
  const { modifiedCount } = await OutboxRowModel.updateOne(
    { _id: deliveryId, state: 'dead' },
    { $set: { state: 'pending', attempts: 0, nextAttemptAt: now } },
  ).exec();
  return modifiedCount === 1;
}

export interface OutboxStats {
  /** Age of the pending row that has waited longest past its time; 0 when none waits. */
  readonly lagMs: number;
  readonly dead: number;
}

/** What the metrics say about the outbox. */
export async function readStats(now: Date): Promise<OutboxStats> {
  const [oldest] = await findDue(now, 1);
  // The range changes nothing but lets every engine take the index.
  const dead = await OutboxRowModel.countDocuments({
    state: 'dead',
    nextAttemptAt: { $gte: new Date(0) },
  }).exec();
  return { lagMs: oldest ? now.getTime() - oldest.nextAttemptAt.getTime() : 0, dead };
}

/** Deletes rows that were done before `before`; says how many. */
export async function purgeDoneRows(before: Date): Promise<number> {
  const { deletedCount } = await OutboxRowModel.deleteMany({
    state: 'done',
    nextAttemptAt: { $lt: before },
  }).exec();
  return deletedCount;
}

interface Forgetting {
  readonly userId: Id;
  readonly events: readonly string[];
  /** Facts until then. */
  readonly until: Date;
}

/** Deletes facts of a user that were delivered, or never will be; those of a few kinds only. */
export async function forgetFacts({ userId, events, until }: Forgetting): Promise<void> {
  for (const state of ['done', 'dead'] as const) {
    await OutboxRowModel.deleteMany({
      state,
      nextAttemptAt: { $gte: new Date(0) },
      event: { $in: [...events] },
      'data.userId': userId,
      at: { $lte: until },
    }).exec();
  }
}
