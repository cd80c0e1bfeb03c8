import type { Invitation } from '../../src/models/invitation.model';
import type { Job } from '../../src/models/job.model';
import type { HistoryEntry } from '../../src/models/plugins/history';
import type { Quote } from '../../src/models/quote.model';
import { renewalOf } from '../../src/services/jobs/renewal';
import { openedReviews } from '../../src/services/reviews/window';
import { jobWorkflow, type JobEvent } from '../../src/services/workflows/job.workflow';
import { quoteWorkflow, type QuoteEvent } from '../../src/services/workflows/quote.workflow';
import { after, days, hours } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import { seedReading } from './reading';
import type { PlotEvent } from './plot';

const { figures } = seedReading;

/** A job with its quotes, so far. */
export interface Telling {
  readonly job: Job;
  readonly quotes: readonly Quote[];
}

interface Happening {
  readonly event: PlotEvent;
  readonly at: Date;
  readonly reason: string | undefined;
}

/** The owner has invited somebody. */
export const invited = ({ job, quotes }: Telling, { createdAt: at }: Invitation): Telling => ({
  quotes,
  job: { ...renewed(job, at), pendingInvitationCount: job.pendingInvitationCount + 1 },
});

/** One more quote has come; the first one makes the job Quoted. */
export const quoted = ({ job, quotes }: Telling, { createdAt: at }: Quote): Telling => ({
  quotes,
  job: {
    ...renewed(job.status === 'Posted' ? moveJob(job, 'firstQuote', { at }) : job, at),
    quoteCount: job.quoteCount + 1,
    cappedQuoteCount: job.cappedQuoteCount + 1,
  },
});

const renewed = (job: Job, at: Date): Job => ({
  ...job,
  ...renewalOf(figures, at),
  revision: job.revision + 1,
  updatedAt: at,
});

/** The owner has accepted the first quote, for cash; the others are declined. */
export function hired({ job, quotes }: Telling, at: Date): Telling {
  const [chosen, ...others] = quotes;
  if (!chosen) {
    throw new Error(`nobody has quoted on ${job.title}`);
  }
  const feeRule = {
    bps: figures.get('fee.bps'),
    min: figures.get('fee.min'),
    max: figures.get('fee.max'),
    waivedJobs: figures.get('fee.waivedJobs'),
  };
  const { _id: quoteId, version: quoteVersion, price, craftsmanId } = chosen;
  const contract = { quoteId, quoteVersion, price, settingsVersion: figures.version, feeRule, hiredAt: at };
  const money = { price, due: 0, funded: 0, held: 0, released: 0, fee: 0 };
  const none = { quoteCount: 0, cappedQuoteCount: 0, pendingInvitationCount: 0 };
  const facts = { isOpen: false, craftsmanId, contract, money, firmAt: at, listPrice: price, ...none };
  const by = { id: idOf(job.clientId), role: 'client' } as const;
  return {
    job: { ...moveJob(job, 'hire', { at }), ...facts, revision: job.revision + 1, updatedAt: at },
    quotes: [
      moveQuote(chosen, 'accept', { at, by }),
      ...others.map((one) => moveQuote(one, 'decline', { at, by: SYSTEM, reason: 'hired' })),
    ],
  };
}

/** One of the acts after that. */
export function happened({ job, quotes }: Telling, { event, at, reason }: Happening): Telling {
  const moved = moveJob(job, event, { at, reason });
  const { autoCompletesAt: _stopped, ...rest } = moved;
  const left = event === 'submitWork' ? moved : rest;
  const closing = { at, by: SYSTEM, reason: 'jobCancelled' };
  return {
    job: { ...left, ...LEAVES[event](job, at, reason), revision: job.revision + 1, updatedAt: at },
    quotes: event === 'cancelOpen' ? quotes.map((one) => moveQuote(one, 'decline', closing)) : quotes,
  };
}

type Leaves = (job: Job, at: Date, reason: string | undefined) => Partial<Job>;

/** What each act leaves on the job besides its status. */
const LEAVES: Readonly<Record<PlotEvent, Leaves>> = {
  setOut: () => ({}),
  start: () => ({}),
  submitWork: (_job, at) => ({
    awaitingAcceptance: true,
    submittedAt: at,
    autoCompletesAt: after(at, hours(figures.get('job.autoCompleteHours'))),
  }),
  requestRework: ({ reworkCount }) => ({ awaitingAcceptance: false, reworkCount: reworkCount + 1 }),
  complete: (_job, at, reason) => ({
    awaitingAcceptance: false,
    completedAt: at,
    ...(reason !== undefined && { completionNote: reason }),
    disclosedUntil: after(at, days(figures.get('job.disclosureDaysAfterEnd'))),
    reviews: openedReviews({ now: at, figures }),
  }),
  cancelOpen: (_job, at) => ({
    isOpen: false,
    quoteCount: 0,
    cappedQuoteCount: 0,
    pendingInvitationCount: 0,
    cancelledAt: at,
    cancelledBy: 'client',
  }),
};

const SYSTEM = { id: 'system', role: 'system' } as const;

interface Move {
  readonly at: Date;
  readonly reason?: string | undefined;
}

function moveJob(job: Job, event: JobEvent, { at, reason }: Move): Job {
  const { to, by } = jobWorkflow.events[event];
  const sides = { client: job.clientId, craftsman: job.craftsmanId };
  const role = by[0] === 'client' || by[0] === 'craftsman' ? by[0] : 'system';
  const side = role === 'system' ? undefined : sides[role];
  const signed: HistoryEntry['by'] = side ? { id: idOf(side), role } : SYSTEM;
  return {
    ...job,
    status: to,
    history: [...job.history, entry(job.status, { event, to, by: signed, at, reason })],
  };
}

function moveQuote(quote: Quote, event: QuoteEvent, move: Move & { readonly by: HistoryEntry['by'] }): Quote {
  const { to } = quoteWorkflow.events[event];
  const history = [...quote.history, entry(quote.status, { event, to, ...move })];
  return { ...quote, status: to, history, isLive: false, updatedAt: move.at };
}

const entry = <S extends string>(
  from: S,
  { reason, ...rest }: Omit<HistoryEntry<S>, 'from' | 'reason'> & { readonly reason?: string | undefined },
): HistoryEntry<S> => ({ ...rest, from, ...(reason !== undefined && { reason }) });
