import { OutboxRowModel, type OutboxRow } from '../../models/outboxRow.model';
import { after } from '../../utils/clock';
import { idOf, type Id } from '../../utils/ids';

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

/**
 * Takes rows as they were seen, in one round trip, or two when another process reached for some of them: of several that
 * saw a row one gets it.
 */
export async function claim(
  seen: readonly OutboxRow[],
  { now, instanceId, leaseMs }: Lease,
): Promise<ClaimedRow[]> {
  if (seen.length === 0) {
    return [];
  }
  const leaseUntil = after(now, leaseMs);
  const lease = { nextAttemptAt: leaseUntil, leaseUntil, leasedBy: instanceId };
  const { modifiedCount } = await OutboxRowModel.collection.bulkWrite(
    inOneOrder(seen).map(({ _id, nextAttemptAt }) => ({
      updateOne: {
        filter: { _id, state: 'pending', nextAttemptAt },
        update: { $set: lease, $inc: { attempts: 1 } },
      },
    })),
  );
  const ours = modifiedCount === seen.length ? seen : await leasedOf(seen, lease);
  return ours.map((row) => ({ ...row, ...lease, attempts: row.attempts + 1 }));
}

/** Two processes that write to the same rows never wait for each other in a circle. */
const inOneOrder = <R extends OutboxRow>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));

async function leasedOf(
  seen: readonly OutboxRow[],
  lease: Pick<ClaimedRow, 'leaseUntil' | 'leasedBy'>,
): Promise<OutboxRow[]> {
  const leased = await OutboxRowModel.find({ _id: { $in: seen.map(({ _id }) => _id) }, ...lease }, { _id: 1 })
    .lean<Pick<OutboxRow, '_id'>[]>()
    .exec();
  const ids = new Set(leased.map(idOf));
  return seen.filter((row) => ids.has(idOf(row)));
}

/** The effects have taken place; true whoever holds the leases by now. */
export async function markDone(rows: readonly ClaimedRow[], now: Date): Promise<void> {
  const update = {
    $set: { state: 'done' as const, doneAt: now },
    $unset: { leaseUntil: 1, leasedBy: 1, lastError: 1 },
  } as const;
  await OutboxRowModel.collection.bulkWrite(
    inOneOrder(rows).map(({ _id }) => ({ updateOne: { filter: { _id, state: 'pending' }, update } })),
  );
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
