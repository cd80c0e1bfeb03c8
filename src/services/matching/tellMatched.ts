import { setTimeout as pause } from 'node:timers/promises';
import type { Types } from 'mongoose';
import { DeviceModel, type PushDevice } from '../../models/device.model';
import { JobModel, type Job } from '../../models/job.model';
import { JobMatchModel, type JobMatch } from '../../models/jobMatch.model';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { t } from '../../utils/i18n';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { NewNotification } from '../notification.service';
import { later, type Later } from '../outbox/on';
import type { Outbox } from '../outbox/outbox.service';

export type TellMatched = (matchId: Id, signal: AbortSignal) => Promise<Later | undefined>;

export interface TellMatchedDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly deliverMany: (notifications: readonly NewNotification[]) => Promise<void>;
  /** Between two batches, so that whoever asks meanwhile does not wait for all of them. */
  readonly pauseMs?: number;
}

const BATCH = 250;
const PAUSE_MS = 40;
/** Then others have their turn: the row goes on a second later, and no try is used up. */
const BATCHES_PER_RUN = 24;

/**
 * Makes what tells the chosen of a new job, batch by batch, while the job is open. A run that dies goes on where it was: a
 * batch that was told but not noted is told again, which changes nothing.
 */
export const makeTellMatched =
  (deps: TellMatchedDeps): TellMatched =>
  async (matchId, signal) => {
    for (let batch = 0; batch < BATCHES_PER_RUN; batch += 1) {
      signal.throwIfAborted();
      if (!(await tellNext(matchId, deps))) {
        return undefined;
      }
      await pause(deps.pauseMs ?? PAUSE_MS);
    }
    return later(deps.clock.now());
  };

type Open = Pick<Job, '_id' | 'clientId' | 'title'>;

/** False when there is nobody left to tell, or nothing to tell any more. */
async function tellNext(matchId: Id, { outbox, deliverMany }: TellMatchedDeps): Promise<boolean> {
  const match = await JobMatchModel.findOne({ _id: toObjectId(matchId) })
    .lean<JobMatch>()
    .exec();
  const batch = match?.craftsmanIds.slice(match.told, match.told + BATCH) ?? [];
  const job = match && batch.length > 0 ? await findOpen(match.jobId) : null;
  if (!match || !job) {
    return false;
  }
  await deliverMany(await noticesFor(match, job, batch));
  const reachable = await withApps(batch);
  await inTransaction(async (tx) => {
    const { modifiedCount } = await JobMatchModel.updateOne(
      { _id: match._id, told: match.told },
      { $set: { told: match.told + batch.length } },
      { session: tx },
    ).exec();
    if (modifiedCount === 1 && reachable.length > 0) {
      const about = { jobId: idOf(job), clientId: idOf(job.clientId), title: job.title };
      const facts = { ...about, matchId, craftsmanIds: reachable };
      await outbox.record(tx, 'job.offered', facts, { actor: systemActor });
    }
  });
  return true;
}

const findOpen = (jobId: Types.ObjectId): Promise<Open | null> =>
  JobModel.findOne({ _id: jobId, isOpen: true, isHidden: false }, { clientId: 1, title: 1 })
    .lean<Open>()
    .exec();

/** Each in his own language; who is gone meanwhile is told nothing. */
async function noticesFor(
  { _id, jobId }: JobMatch,
  { title }: Open,
  batch: readonly Types.ObjectId[],
): Promise<NewNotification[]> {
  const people = await UserModel.find({ _id: { $in: [...batch] }, ban: null }, { locale: 1 })
    .lean<Pick<User, '_id' | 'locale'>[]>()
    .exec();
  return people.map((person) => ({
    userId: idOf(person),
    type: 'invitation',
    name: 'jobMatched',
    title: t(person.locale, 'notice.jobMatched.title'),
    message: t(person.locale, 'notice.jobMatched.body', { title }),
    data: { jobId: idOf(jobId) },
    dedupeKey: `${idOf(_id)}:${idOf(person)}`,
  }));
}

/** Who of them has an app that takes pushes. */
async function withApps(batch: readonly Types.ObjectId[]): Promise<Id[]> {
  const devices = await DeviceModel.find({ userId: { $in: [...batch] } }, { userId: 1 })
    .lean<Pick<PushDevice, 'userId'>[]>()
    .exec();
  return [...new Set(devices.map(({ userId }) => idOf(userId)))];
}
