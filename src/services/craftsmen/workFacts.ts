import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import type { WorkFacts } from '../../models/listing.schemas';
import { UserModel, type User } from '../../models/user.model';
import { minutes } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { JobState } from '../workflows/job.workflow';

export type RefreshWorkFacts = (craftsmanId: Id) => Promise<void>;

type SeenJob = Pick<Job, 'clientId' | 'status' | 'scheduledAt' | 'scheduledHasTime' | 'history'>;
type SeenInvitation = Pick<Invitation, 'status' | 'createdAt' | 'respondedAt' | 'expiresAt'>;

/** What counts is how he works of late. */
const JOBS = 200;
const INVITATIONS = 50;
const CLIENTS = 50;
/** So much later is still in time. */
const GRACE_MS = minutes(15);
const MINUTE_MS = minutes(1);
const NEWEST_FIRST = { createdAt: -1, _id: -1 } as const;
const ACTIVE: readonly JobState[] = ['Hired', 'On The Way', 'In Progress', 'Disputed'];

/** What a craftsman's latest jobs and invitations say of how he works. Pure. */
export function workFactsOf(jobs: readonly SeenJob[], invitations: readonly SeenInvitation[]): WorkFacts {
  const completed = jobs.filter(({ status }) => status === 'Completed');
  const timed = jobs.flatMap(latenessOf);
  const responseMinutes = responseOf(invitations);
  return {
    completed: completed.length,
    timed: timed.length,
    onTime: timed.filter((ms) => ms <= GRACE_MS).length,
    active: jobs.filter(({ status }) => ACTIVE.includes(status)).length,
    ...(responseMinutes !== undefined && { responseMinutes }),
    clients: clientsOf(completed),
  };
}

/** By how much he came too late, if an hour was agreed and it is known; who never came is later than anybody. */
function latenessOf({ scheduledAt, scheduledHasTime, history }: SeenJob): number[] {
  if (!scheduledAt || scheduledHasTime !== true) {
    return [];
  }
  const start = history.find(({ event }) => event === 'start');
  if (start) {
    return [start.at.getTime() - scheduledAt.getTime()];
  }
  const wasMissed = history.some(({ event }) => event === 'reportCraftsmanAbsent');
  return wasMissed ? [Infinity] : [];
}

/** The mean; an invitation that ran out took as long as it lasted. */
function responseOf(invitations: readonly SeenInvitation[]): number | undefined {
  const waits = invitations.flatMap(({ status, createdAt, respondedAt, expiresAt }) => {
    const end = respondedAt ?? (status === 'Expired' ? expiresAt : undefined);
    return end ? [end.getTime() - createdAt.getTime()] : [];
  });
  const sum = waits.reduce((all, wait) => all + wait, 0);
  return waits.length === 0 ? undefined : Math.round(sum / waits.length / MINUTE_MS);
}

function clientsOf(completed: readonly SeenJob[]): WorkFacts['clients'] {
  const counts = new Map<Id, number>();
  for (const { clientId } of completed) {
    counts.set(idOf(clientId), (counts.get(idOf(clientId)) ?? 0) + 1);
  }
  return [...counts].slice(0, CLIENTS).map(([id, jobs]) => ({ clientId: toObjectId(id), jobs }));
}

/** Reads what a craftsman's facts are made of and makes them; by indexes, however long he has been here. */
export async function countWorkFacts(craftsmanId: Id): Promise<WorkFacts> {
  const own = { craftsmanId: toObjectId(craftsmanId) };
  const [jobs, invitations] = await Promise.all([
    JobModel.find(own, { clientId: 1, status: 1, scheduledAt: 1, scheduledHasTime: 1, history: 1 })
      .sort(NEWEST_FIRST)
      .limit(JOBS)
      .lean<SeenJob[]>()
      .exec(),
    InvitationModel.find(own, { status: 1, createdAt: 1, respondedAt: 1, expiresAt: 1 })
      .sort(NEWEST_FIRST)
      .limit(INVITATIONS)
      .lean<SeenInvitation[]>()
      .exec(),
  ]);
  return workFactsOf(jobs, invitations);
}

/**
 * Counts a craftsman's facts anew; safe to repeat, in any order. Each count is announced before it reads: of many at once
 * the one that was announced last has read what all the others were to see, and it alone writes.
 */
export const refreshWorkFacts: RefreshWorkFacts = async (craftsmanId) => {
  const _id = toObjectId(craftsmanId);
  const announced = await UserModel.findOneAndUpdate(
    { _id },
    { $inc: { workCounts: 1 } },
    { returnDocument: 'after', projection: { workCounts: 1 } },
  )
    .lean<Pick<User, 'workCounts'>>()
    .exec();
  if (!announced) {
    return;
  }
  const { workCounts = 0 } = announced;
  const workFacts = await countWorkFacts(craftsmanId);
  await UserModel.updateOne({ _id, workCounts }, { $set: { workFacts } }).exec();
};
