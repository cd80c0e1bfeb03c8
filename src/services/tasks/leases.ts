import { mongo } from 'mongoose';
import { TaskLeaseModel } from '../../models/taskLease.model';
import { TaskRunModel, type TaskRun } from '../../models/taskRun.model';
import { after } from '../../utils/clock';

export interface LeaseClaim {
  readonly task: string;
  /** Names one run of one process. */
  readonly leasedBy: string;
  readonly now: Date;
  readonly leaseMs: number;
}

/** Takes the task for this run; false when another run holds it. */
export const acquireLease = ({ task, leasedBy, now, leaseMs }: LeaseClaim): Promise<boolean> =>
  unlessTaken(() =>
    TaskLeaseModel.updateOne(
      { _id: task, leaseUntil: { $lte: now } },
      { $set: { leaseUntil: after(now, leaseMs), leasedBy } },
      { upsert: true },
    ).exec(),
  );

/** Keeps the task longer; false when another run has taken it over. */
export async function renewLease({ task, leasedBy, now, leaseMs }: LeaseClaim): Promise<boolean> {
  const { matchedCount } = await TaskLeaseModel.updateOne(
    { _id: task, leasedBy },
    { $set: { leaseUntil: after(now, leaseMs) } },
  ).exec();
  return matchedCount === 1;
}

/** Gives the task back. */
export async function releaseLease({ task, leasedBy, now }: Omit<LeaseClaim, 'leaseMs'>): Promise<void> {
  await TaskLeaseModel.updateOne({ _id: task, leasedBy }, { $set: { leaseUntil: now } }).exec();
}

/** Claims one tick; false when some process has had it, whatever became of that run. */
export const claimTick = (run: TaskRun): Promise<boolean> =>
  unlessTaken(() => TaskRunModel.collection.insertOne(run as never));

/** Writes how a run ended. */
export async function finishRun(
  id: string,
  end: Pick<TaskRun, 'state' | 'error' | 'finishedAt'>,
): Promise<void> {
  await TaskRunModel.updateOne({ _id: id }, { $set: end }).exec();
}

/** Deletes runs that began before `before`; says how many. */
export async function purgeTaskRuns(before: Date): Promise<number> {
  const { deletedCount } = await TaskRunModel.deleteMany({
    startedAt: { $gte: new Date(0), $lt: before },
  }).exec();
  return deletedCount;
}

async function unlessTaken(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11_000) {
      return false;
    }
    throw error;
  }
}
