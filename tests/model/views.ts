import { InvitationModel, type Invitation } from '../../src/models/invitation.model';
import { JobModel, type Job } from '../../src/models/job.model';
import type { HistoryEntry } from '../../src/models/plugins/history';
import { QuoteModel, type Quote } from '../../src/models/quote.model';
import { toObjectId } from '../../src/utils/ids';
import {
  cappedQuotes,
  isOpen,
  liveQuotes,
  pendingInvitations,
  type Line,
  type ModelJob,
  type World,
} from './pureModel';
import type { RealWorld } from './realWorld';

/** Both worlds in the same words, to be compared after each command. */

const viewOfJob = (job: ModelJob) => ({
  client: job.client,
  state: job.state,
  isOpen: isOpen(job),
  quoteCount: isOpen(job) ? liveQuotes(job).length : 0,
  cappedQuoteCount: isOpen(job) ? cappedQuotes(job).length : 0,
  pendingInvitationCount: pendingInvitations(job).length,
  hired: job.hired,
  date: job.date,
  scheduledAt: job.scheduledAt,
  hasTime: job.hasTime,
  proposal: job.proposal,
  isAwaiting: job.isAwaiting,
  reworks: job.reworks,
  autoCompletesAt: job.autoCompletesAt,
  expiresAt: job.expiresAt,
  isWarned: job.isWarned,
  last: job.last,
  quotes: job.quotes.map((quote) => ({ ...quote, isLive: quote.state === 'Submitted' })),
  invitations: job.invitations.map((one) => ({ ...one, isPending: one.state === 'Pending' })),
});

export type View = ReturnType<typeof viewOfJob>;

/** What must be stored. */
export const viewOfWorld = ({ jobs }: World): View[] => jobs.map(viewOfJob);

export interface Stored {
  readonly jobs: readonly Job[];
  readonly quotes: readonly Quote[];
  readonly invitations: readonly Invitation[];
}

/** All that is stored of the jobs of this run, in the order in which it was made. */
export async function readStored({ jobIds }: RealWorld): Promise<Stored> {
  const ids = jobIds.map(toObjectId);
  const ofJobs = { jobId: { $in: ids } };
  const [jobs, quotes, invitations] = await Promise.all([
    JobModel.find({ _id: { $in: ids } }).lean<Job[]>(),
    QuoteModel.find(ofJobs).lean<Quote[]>(),
    InvitationModel.find(ofJobs).lean<Invitation[]>(),
  ]);
  return { jobs: made(jobs), quotes: made(quotes), invitations: made(invitations) };
}

const made = <T extends { readonly _id: { toHexString(): string } }>(docs: readonly T[]): T[] =>
  [...docs].sort((a, b) => (a._id.toHexString() < b._id.toHexString() ? -1 : 1));

/** What is stored. */
export function viewOfStored(real: RealWorld, { jobs, quotes, invitations }: Stored): View[] {
  const names = { who: (id: unknown): number => real.actors.findIndex((actor) => actor.id === String(id)) };
  return jobs.map((job) => ({
    ...plainJob(job, names),
    quotes: quotes.filter(({ jobId }) => jobId.equals(job._id)).map((quote) => plainQuote(quote, names)),
    invitations: invitations
      .filter(({ jobId }) => jobId.equals(job._id))
      .map((invitation) => plainInvitation(invitation, names)),
  }));
}

interface Names {
  readonly who: (id: unknown) => number;
}

const plainJob = (job: Job, names: Names): Omit<View, 'quotes' | 'invitations'> => ({
  client: names.who(job.clientId),
  state: job.status,
  isOpen: job.isOpen,
  quoteCount: job.quoteCount,
  cappedQuoteCount: job.cappedQuoteCount,
  pendingInvitationCount: job.pendingInvitationCount,
  hired: job.craftsmanId ? names.who(job.craftsmanId) : null,
  date: timeOf(job.jobDate),
  scheduledAt: timeOf(job.scheduledAt),
  hasTime: job.scheduledHasTime ?? false,
  proposal: job.reschedule
    ? { by: job.reschedule.by, at: job.reschedule.scheduledAt.getTime(), hasTime: job.reschedule.hasTime }
    : null,
  isAwaiting: job.awaitingAcceptance,
  reworks: job.reworkCount,
  autoCompletesAt: timeOf(job.autoCompletesAt),
  expiresAt: job.expiresAt.getTime(),
  isWarned: job.expiryWarnedAt !== undefined,
  last: lastOf(job.history, names),
});

const plainQuote = (quote: Quote, names: Names): View['quotes'][number] => ({
  craftsman: names.who(quote.craftsmanId),
  isInvited: quote.isInvited,
  state: quote.status,
  version: quote.version,
  needsConfirmation: quote.needsConfirmation,
  expiresAt: quote.expiresAt.getTime(),
  startsAt: timeOf(quote.earliestStart),
  isLive: quote.isLive,
  last: lastOf(quote.history, names),
});

const plainInvitation = (invitation: Invitation, names: Names): View['invitations'][number] => ({
  craftsman: names.who(invitation.craftsmanId),
  expiresAt: invitation.expiresAt.getTime(),
  state: invitation.status,
  isPending: invitation.isPending,
  last: lastOf(invitation.history, names),
});

const timeOf = (at: Date | undefined): number | null => at?.getTime() ?? null;

function lastOf(history: readonly HistoryEntry[], { who }: Names): Line {
  const entry = history.at(-1);
  if (!entry) {
    throw new Error('a document without a history');
  }
  const { event, from, to, by } = entry;
  return { event, from, to, by: by.role === 'system' ? 'system' : who(by.id) };
}
