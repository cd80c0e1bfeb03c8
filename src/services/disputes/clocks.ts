import type { QueryFilter } from 'mongoose';
import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { JobModel, type Job } from '../../models/job.model';
import { UserModel, type User } from '../../models/user.model';
import { after, hours } from '../../utils/clock';
import { idOf, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { STAFF_ROLES, systemActor } from '../../utils/types/actor';
import type { Logger } from '../../utils/types/logger';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import type { DisputeDeps } from './deps';
import { disputeFactOf } from './telling';

/** The next instant of a clock that reminds once, some hours before it runs out. */
export function remindsAt(dueAt: Date, hoursBefore: number, now: Date): Date {
  const before = after(dueAt, -hours(hoursBefore));
  return before > now ? before : dueAt;
}

type Clock = 'answerNextAt' | 'decisionNextAt';

/** Follows one of the two clocks of disputes, at most `most`; gives how many were followed. */
export type FollowDisputes = (clock: Clock, most: number) => Promise<number>;

type FollowDeps = Pick<DisputeDeps, 'clock' | 'outbox'> & { readonly logger: Logger };

/** Makes what happens by itself in a dispute: the other side and staff are reminded, a missing answer is marked. */
export const makeFollowDisputes =
  (deps: FollowDeps): FollowDisputes =>
  async (clock, most) => {
    const filter: QueryFilter<Dispute> = { [clock]: { $exists: true, $lte: deps.clock.now() } };
    const due = await DisputeModel.find(filter, { _id: 1 })
      .sort({ [clock]: 1 })
      .limit(most)
      .lean<Pick<Dispute, '_id'>[]>();
    const follow = clock === 'answerNextAt' ? followAnswer : followDecision;
    let followed = 0;
    for (const { _id } of due) {
      try {
        await inTransaction((tx) => follow(tx, deps, _id));
        followed += 1;
      } catch (error) {
        deps.logger.error('a clock of a dispute could not be followed', { disputeId: idOf(_id), error });
      }
    }
    return followed;
  };

type Follow = (tx: Tx, deps: FollowDeps, disputeId: Dispute['_id']) => Promise<void>;

/** First the answer is asked for again; when its time is over, that it is missing goes on record. */
const followAnswer: Follow = async (tx, deps, _id) => {
  const now = deps.clock.now();
  const dispute = await claim(tx, { _id, answerNextAt: { $exists: true, $lte: now } });
  if (!dispute) {
    return;
  }
  const isOver = dispute.answerDueAt <= now;
  await write(tx, dispute, {
    $set: isOver ? { unansweredAt: now, updatedAt: now } : { answerNextAt: dispute.answerDueAt },
    ...(isOver && { $unset: { answerNextAt: 1 } }),
  });
  const fact = disputeFactOf(dispute, await jobOf(tx, dispute));
  const [answerDueAt, decisionDueAt] = [
    dispute.answerDueAt.toISOString(),
    dispute.decisionDueAt.toISOString(),
  ];
  await record(
    tx,
    deps,
    isOver
      ? { event: 'dispute.unanswered', data: { ...fact, decisionDueAt } }
      : { event: 'dispute.answerDue', data: { ...fact, openedBy: dispute.side, answerDueAt } },
  );
};

/** Staff are reminded before the time is over and once more when it is. */
const followDecision: Follow = async (tx, deps, _id) => {
  const now = deps.clock.now();
  const dispute = await claim(tx, { _id, decisionNextAt: { $exists: true, $lte: now } });
  if (!dispute) {
    return;
  }
  const isLate = dispute.decisionDueAt <= now;
  await write(tx, dispute, {
    ...(isLate ? { $unset: { decisionNextAt: 1 } } : { $set: { decisionNextAt: dispute.decisionDueAt } }),
  });
  const staffIds = await staffFor(tx, dispute);
  const decisionDueAt = dispute.decisionDueAt.toISOString();
  const fact = disputeFactOf(dispute, await jobOf(tx, dispute));
  await record(tx, deps, {
    event: 'dispute.decisionDue',
    data: { ...fact, staffIds, decisionDueAt, isLate },
  });
};

const record = (tx: Tx, { outbox }: FollowDeps, fact: NewFact<EventMap>): Promise<void> =>
  outbox.recordMany(tx, [fact], { actor: systemActor });

/** The dispute, if its clock is still due in this transaction. */
const claim = (tx: Tx, filter: QueryFilter<Dispute>): Promise<Dispute | null> =>
  DisputeModel.findOne(filter, null, { session: tx }).lean<Dispute>().exec();

const write = (tx: Tx, { _id }: Dispute, change: object) =>
  DisputeModel.updateOne({ _id }, change, { session: tx }).exec();

const jobOf = (tx: Tx, { jobId }: Dispute): Promise<Job> =>
  JobModel.findOne({ _id: jobId }, null, { session: tx }).orFail().lean<Job>().exec();

const MOST_STAFF = 50;

/** Whoever looks into it; else all staff who may decide it: not its sides, on appeal not who has decided before. */
async function staffFor(tx: Tx, dispute: Dispute): Promise<Id[]> {
  const { takenBy, status, clientId, craftsmanId, decision } = dispute;
  if (takenBy && status === 'UnderReview') {
    return [takenBy.id];
  }
  const apart = [idOf(clientId), idOf(craftsmanId), ...(decision ? [decision.by.id] : [])];
  const found = await UserModel.find({ roles: { $in: [...STAFF_ROLES] } }, { _id: 1 }, { session: tx })
    .limit(MOST_STAFF)
    .lean<Pick<User, '_id'>[]>()
    .exec();
  return found.map((user) => idOf(user)).filter((id) => !apart.includes(id));
}
