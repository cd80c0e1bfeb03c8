import { JobModel, type Job } from '../../models/job.model';
import { idOf, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { Conflict } from '../../utils/errors';
import type { Actor } from '../../utils/types/actor';
import type { JobVerb } from '../policies/job.policy';
import type { QueryFilter } from 'mongoose';
import { contextOf, figuresOf, getJob, partyOf, reasonOf, refusalOf, type RunningDeps } from './running';

export interface Rescheduling {
  readonly actor: Actor;
  readonly jobId: Id;
  readonly verb: Extract<JobVerb, 'proposeReschedule' | 'acceptReschedule' | 'declineReschedule'>;
  readonly reason?: string | undefined;
  /** What must be so of the proposal when it is written; 409 otherwise. */
  readonly guard: (before: Job) => QueryFilter<Job>;
  readonly set?: (before: Job, now: Date) => Partial<Job>;
  readonly unset?: object;
}

/** Moves the talk about another time one step on. The status stays; the history tells it like any other event. */
export async function talkAboutTime(
  tx: Tx,
  { clock, settings }: RunningDeps,
  { actor, jobId, verb, reason, guard, set, unset }: Rescheduling,
): Promise<{ readonly before: Job; readonly job: Job }> {
  const now = clock.now();
  const before = await getJob(tx, jobId, partyOf(actor));
  const ctx = contextOf(await figuresOf(before, settings), now);
  const refusal = refusalOf(verb, { actor, job: before, ctx });
  const by = { id: actor.id, ...(actor.role && { role: actor.role }) };
  const entry = { event: verb, from: before.status, to: before.status, by, at: now, ...reasonOf(reason) };
  // The state that was read is part of the filter, so that the line of the history is true.
  const job = refusal
    ? null
    : await JobModel.findOneAndUpdate(
        { $and: [partyOf(actor), guard(before)], _id: before._id, status: before.status },
        {
          $set: { ...set?.(before, now), updatedAt: now },
          $inc: { revision: 1 },
          $push: { history: entry },
          ...(unset && { $unset: unset }),
        },
        { session: tx, returnDocument: 'after' },
      )
        .lean<Job>()
        .exec();
  if (!job) {
    throw (
      refusal ??
      new Conflict('workflow.wrongState', {
        pub: { currentState: before.status },
        pvt: { jobId: idOf(before) },
      })
    );
  }
  return { before, job };
}
