import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import type { Quote } from '../../models/quote.model';
import { AppError, NotFound } from '../../utils/errors';
import type { ErrorCode } from '../../utils/errorCodes';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { renewalOf } from '../jobs/renewal';
import type { SettingsView } from '../settings/view';
import { jobWorkflow } from '../workflows/job.workflow';
import { transition } from '../workflows/workflow';

/** How the job follows its quotes and invitations: whoever decides about one of them changes the job first. */

export interface Arrival {
  readonly jobId: Id;
  readonly at: Date;
  readonly figures: SettingsView;
  /** The limit of live quotes is not for the invited. */
  readonly isInvited: boolean;
  /** His open invitation is answered by the quote. */
  readonly answersInvitation: boolean;
}

/** One more live quote, if there is room: the first one makes the job Quoted; its 30 days begin anew. */
export async function countIn(tx: Tx, arrival: Arrival): Promise<Job> {
  const { jobId, at, figures, isInvited, answersInvitation } = arrival;
  const max = figures.get('quote.maxLive');
  const room: QueryFilter<Job> = {
    isHidden: false,
    ...(isInvited ? {} : { cappedQuoteCount: { $lt: max } }),
  };
  const inc = {
    revision: 1,
    quoteCount: 1,
    ...(isInvited ? {} : { cappedQuoteCount: 1 }),
    ...(answersInvitation ? { pendingInvitationCount: -1 } : {}),
  };
  const set = { ...renewalOf(figures, at), updatedAt: at };
  const joined = await JobModel.findOneAndUpdate(
    { _id: toObjectId(jobId), ...room, status: 'Quoted' },
    { $set: set, $inc: inc, $unset: { expiryWarnedAt: 1 } },
    { session: tx, returnDocument: 'after' },
  ).lean<Job>();
  return (
    joined ??
    transition(tx, JobModel, jobWorkflow, 'firstQuote', {
      id: jobId,
      actor: systemActor,
      at,
      guard: room,
      set,
      inc,
      unset: ['expiryWarnedAt'],
      explain: (job) => (job.isOpen ? refusal('quote.limitReached', job.status) : undefined),
    })
  );
}

/** One live quote less; without any the job is Posted again. */
export async function countOut(
  tx: Tx,
  { jobId, isInvited }: Pick<Quote, 'jobId' | 'isInvited'>,
  at: Date,
): Promise<Job> {
  const inc = { revision: 1, quoteCount: -1, ...(isInvited ? {} : { cappedQuoteCount: -1 }) };
  const others: QueryFilter<Job> = { $or: [{ status: { $ne: 'Quoted' } }, { quoteCount: { $gt: 1 } }] };
  const left = await JobModel.findOneAndUpdate(
    { _id: jobId, ...others },
    { $set: { updatedAt: at }, $inc: inc },
    { session: tx, returnDocument: 'after' },
  ).lean<Job>();
  const last = { id: idOf(jobId), actor: systemActor, at, inc, set: { updatedAt: at } };
  return left ?? transition(tx, JobModel, jobWorkflow, 'lastQuoteGone', last);
}

/** Something about the job was decided: two such decisions at once conflict, and one of them begins again. */
export async function touchJob(
  tx: Tx,
  jobId: Job['_id'],
  {
    at,
    inc = {},
    renew,
  }: { readonly at: Date; readonly inc?: Partial<Record<keyof Job, number>>; readonly renew?: SettingsView },
): Promise<Job> {
  const job = await JobModel.findOneAndUpdate(
    { _id: jobId },
    {
      $set: { updatedAt: at, ...(renew && renewalOf(renew, at)) },
      $inc: { revision: 1, ...inc },
      ...(renew && { $unset: { expiryWarnedAt: 1 } }),
    },
    { session: tx, returnDocument: 'after' },
  ).lean<Job>();
  if (!job) {
    throw new NotFound('request.notFound', { pvt: { jobId: idOf(jobId) } });
  }
  return job;
}

/** A refusal with the state as it is. */
export const refusal = (code: ErrorCode, currentState: string, more: object = {}): AppError => {
  const isGone = code === 'request.notFound';
  return isGone ? new NotFound(code) : new AppError(code, { pub: { currentState, ...more } });
};
