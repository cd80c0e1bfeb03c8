import { InvitationModel } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import { invitationFact, quoteFact } from './facts';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { jobWorkflow } from '../workflows/job.workflow';
import { quoteWorkflow } from '../workflows/quote.workflow';
import { transitionMany } from '../workflows/workflow';

type JobId = Job['_id'];

/** Somebody who may not, or will not, do what he has offered. */
export type Leaving = 'banned' | 'left';

interface Withdrawing {
  readonly userId: Id;
  readonly why: Leaving;
  readonly most?: number | undefined;
  readonly at: Date;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** Takes back every live quote of a craftsman and counts it out of its job; gives what its owners are told. */
export async function withdrawQuotes(
  tx: Tx,
  { userId, why, most, at }: Withdrawing,
): Promise<NewFact<EventMap>[]> {
  const mine = { craftsmanId: toObjectId(userId), status: 'Submitted' } as const;
  const some = await QuoteModel.find(mine, { _id: 1 }, { session: tx })
    .sort(newestFirst)
    .limit(most ?? 0)
    .lean();
  if (some.length === 0) {
    return [];
  }
  const quotes = await transitionMany(tx, QuoteModel, quoteWorkflow, 'withdraw', {
    actor: systemActor,
    at,
    where: { _id: { $in: some.map(({ _id }) => _id) } },
    set: { isLive: false, needsConfirmation: false, updatedAt: at },
    reason: why,
  });
  await countOutMany(tx, quotes, at);
  const titles = await titlesOf(
    tx,
    quotes.map(({ jobId }) => jobId),
  );
  return quotes.map((quote) => {
    const data = quoteFact(quote, { title: titles.get(idOf(quote.jobId)) ?? '' });
    return { event: 'quote.withdrawn', data } as const;
  });
}

/** Takes back every open invitation that a craftsman has got; gives what those who invited him are told. */
export async function withdrawInvitations(
  tx: Tx,
  { userId, why, most, at }: Withdrawing,
): Promise<NewFact<EventMap>[]> {
  const mine = { craftsmanId: toObjectId(userId), status: 'Pending' } as const;
  const some = await InvitationModel.find(mine, { _id: 1 }, { session: tx })
    .sort(newestFirst)
    .limit(most ?? 0)
    .lean();
  if (some.length === 0) {
    return [];
  }
  const invitations = await transitionMany(tx, InvitationModel, invitationWorkflow, 'withdraw', {
    actor: systemActor,
    at,
    where: { _id: { $in: some.map(({ _id }) => _id) } },
    set: { isPending: false, updatedAt: at },
    reason: why,
  });
  const jobIds = invitations.map(({ jobId }) => jobId);
  await change(tx, jobIds, { at, inc: { pendingInvitationCount: -1 } });
  const titles = await titlesOf(tx, jobIds);
  return invitations.map((one) => {
    const fact = invitationFact(one, { title: titles.get(idOf(one.jobId)) ?? '' });
    return { event: 'invitation.withdrawn', data: { ...fact, why } } as const;
  });
}

/** One live quote less on each of these jobs; those without any are Posted again. A craftsman has one live quote on a job. */
async function countOutMany(tx: Tx, quotes: readonly Quote[], at: Date): Promise<void> {
  const jobIds = quotes.map(({ jobId }) => jobId);
  const emptied = await transitionMany(tx, JobModel, jobWorkflow, 'lastQuoteGone', {
    actor: systemActor,
    at,
    where: { _id: { $in: jobIds }, quoteCount: 1 },
    set: { quoteCount: 0, cappedQuoteCount: 0, updatedAt: at },
    inc: { revision: 1 },
  });
  const done = new Set(emptied.map((job) => idOf(job)));
  const left = quotes.filter(({ jobId }) => !done.has(idOf(jobId)));
  const ofSort = (isInvited: boolean): JobId[] =>
    left.filter((quote) => quote.isInvited === isInvited).map(({ jobId }) => jobId);
  await change(tx, ofSort(true), { at, inc: { quoteCount: -1 } });
  await change(tx, ofSort(false), { at, inc: { quoteCount: -1, cappedQuoteCount: -1 } });
}

async function change(
  tx: Tx,
  jobIds: readonly JobId[],
  { at, inc }: { readonly at: Date; readonly inc: Partial<Record<keyof Job, number>> },
): Promise<void> {
  if (jobIds.length > 0) {
    const update = { $set: { updatedAt: at }, $inc: { revision: 1, ...inc } };
    await JobModel.updateMany({ _id: { $in: [...jobIds] } }, update, { session: tx });
  }
}

async function titlesOf(tx: Tx, jobIds: readonly JobId[]): Promise<ReadonlyMap<Id, string>> {
  const jobs = await JobModel.find({ _id: { $in: [...jobIds] } }, { title: 1 }, { session: tx }).lean<
    Pick<Job, '_id' | 'title'>[]
  >();
  return new Map(jobs.map((job) => [idOf(job), job.title]));
}
