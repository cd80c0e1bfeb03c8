import { hours, minutes, days } from '../../src/utils/clock';
import { dayStart } from '../../src/utils/dayStart';

/**
 * What the rules say of jobs, quotes and invitations (rules.md, sections 1 to 3 and 6), as plain data: no database, no
 * service, instants as numbers. `decide` in `pureActs.ts` says how each command ends.
 */

/** Users by number: two clients, three craftsmen. */
export type Who = number;
export const CLIENTS: readonly Who[] = [0, 1];
export const CRAFTSMEN: readonly Who[] = [2, 3, 4];

/** Smaller than in life, so that few people reach them. */
export const LIMITS = { liveQuotes: 2, pendingInvitations: 2, reworks: 2 } as const;

export interface Line {
  readonly event: string;
  readonly from: string | null;
  readonly to: string;
  readonly by: Who | 'system';
}

export interface ModelQuote {
  readonly craftsman: Who;
  readonly isInvited: boolean;
  state: 'Submitted' | 'Accepted' | 'Declined' | 'Withdrawn' | 'Expired';
  version: number;
  needsConfirmation: boolean;
  expiresAt: number;
  startsAt: number | null;
  last: Line;
}

export interface ModelInvitation {
  readonly craftsman: Who;
  readonly expiresAt: number;
  state: 'Pending' | 'Accepted' | 'Rejected' | 'Withdrawn' | 'Expired';
  last: Line;
}

export interface Proposal {
  readonly by: 'client' | 'craftsman';
  readonly at: number;
  readonly hasTime: boolean;
}

export interface ModelJob {
  readonly client: Who;
  state: string;
  quotes: ModelQuote[];
  invitations: ModelInvitation[];
  hired: Who | null;
  hiredAt: number | null;
  /** What the owner wishes; always with an hour here. */
  date: number | null;
  scheduledAt: number | null;
  hasTime: boolean;
  proposal: Proposal | null;
  isAwaiting: boolean;
  reworks: number;
  autoCompletesAt: number | null;
  expiresAt: number;
  isWarned: boolean;
  last: Line;
}

/** An event, whom it is about, and who is told of it. */
export interface Fact {
  readonly event: string;
  readonly job: number;
  readonly craftsman: Who | null;
  readonly to: readonly Who[];
}

export interface World {
  now: number;
  readonly jobs: ModelJob[];
  readonly facts: Fact[];
  /** How often each craftsman has let somebody down; the first time in good time is forgiven. */
  readonly forgiven: Map<Who, number>;
  readonly cancellations: Map<Who, number>;
}

export const newWorld = (now: number): World => ({
  now,
  jobs: [],
  facts: [],
  forgiven: new Map(),
  cancellations: new Map(),
});

export const isOpen = ({ state }: ModelJob): boolean => state === 'Posted' || state === 'Quoted';
export const liveQuotes = ({ quotes }: ModelJob): ModelQuote[] =>
  quotes.filter(({ state }) => state === 'Submitted');
export const cappedQuotes = (job: ModelJob): ModelQuote[] =>
  liveQuotes(job).filter(({ isInvited }) => !isInvited);
export const pendingInvitations = ({ invitations }: ModelJob): ModelInvitation[] =>
  invitations.filter(({ state }) => state === 'Pending');

interface Told {
  readonly event: string;
  readonly craftsman?: Who | null;
  readonly to: readonly Who[];
}

export function tell(world: World, job: ModelJob, { event, craftsman = job.hired, to }: Told): void {
  world.facts.push({ event, job: world.jobs.indexOf(job), craftsman, to });
}

/** The two sides of a hire; of an open job only its owner. */
export const sides = ({ client, hired }: ModelJob): Who[] => [client, ...(hired === null ? [] : [hired])];

export function move(job: ModelJob, event: string, { to, by }: Pick<Line, 'to' | 'by'>): void {
  job.last = { event, from: job.state, to, by };
  job.state = to;
}

/** Another entry of a quote's or invitation's own history. */
export function step<S extends string>(
  offer: { state: S; last: Line },
  event: string,
  { to, by }: { readonly to: S; readonly by: Who | 'system' },
): void {
  offer.last = { event, from: offer.state, to, by };
  offer.state = to;
}

export function renew(world: World, job: ModelJob): void {
  job.expiresAt = world.now + days(30);
  job.isWarned = false;
}

export function post(world: World, client: Who, date: number | null = null): void {
  const job: ModelJob = {
    client,
    state: 'Posted',
    quotes: [],
    invitations: [],
    hired: null,
    hiredAt: null,
    date,
    scheduledAt: null,
    hasTime: false,
    proposal: null,
    isAwaiting: false,
    reworks: 0,
    autoCompletesAt: null,
    expiresAt: world.now + days(30),
    isWarned: false,
    last: { event: 'create', from: null, to: 'Posted', by: client },
  };
  world.jobs.push(job);
  tell(world, job, { event: 'job.posted', to: [] });
}

/** A live quote ends by somebody's hand or by the clock; with the last one the job is Posted again. */
export function endQuote(job: ModelJob, quote: ModelQuote, end: () => void): void {
  end();
  quote.needsConfirmation = false;
  if (job.state === 'Quoted' && liveQuotes(job).length === 0) {
    move(job, 'lastQuoteGone', { to: 'Posted', by: 'system' });
  }
}

/** A hire or an end closes what was offered: live quotes are declined, open invitations expire, each is told. */
export function closeOffers(world: World, job: ModelJob): void {
  for (const quote of liveQuotes(job)) {
    step(quote, 'decline', { to: 'Declined', by: 'system' });
    quote.needsConfirmation = false;
    const { craftsman } = quote;
    tell(world, job, { event: 'quote.declined', craftsman, to: [craftsman] });
  }
  for (const invitation of pendingInvitations(job)) {
    step(invitation, 'expire', { to: 'Expired', by: 'system' });
    const { craftsman } = invitation;
    tell(world, job, { event: 'invitation.expired', craftsman, to: [craftsman] });
  }
}

/** Whether a craftsman's cancellation now is one that counts even the first time (section 6). */
export function isLate({ now }: World, job: ModelJob): boolean {
  if (job.state === 'On The Way') {
    return true;
  }
  if (job.scheduledAt === null || job.hiredAt === null || now <= job.hiredAt + minutes(5)) {
    return false;
  }
  const start = job.hasTime ? job.scheduledAt : dayStart(new Date(job.scheduledAt), 'Africa/Cairo').getTime();
  return now + hours(24) > start;
}

export function noteCancellation(world: World, craftsman: Who, counts: boolean): void {
  const { forgiven, cancellations } = world;
  const isForgiven = !counts && (forgiven.get(craftsman) ?? 0) === 0;
  const book = isForgiven ? forgiven : cancellations;
  book.set(craftsman, (book.get(craftsman) ?? 0) + 1);
}

/** What happens by itself when the tasks run: quotes, invitations, jobs, work that nobody answered to. */
export function runTasks(world: World): void {
  const { now, jobs } = world;
  for (const job of jobs) {
    for (const quote of liveQuotes(job).filter(({ expiresAt }) => expiresAt <= now)) {
      endQuote(job, quote, () => step(quote, 'expire', { to: 'Expired', by: 'system' }));
      tell(world, job, { event: 'quote.expired', craftsman: quote.craftsman, to: [quote.craftsman] });
    }
    for (const invitation of pendingInvitations(job).filter(({ expiresAt }) => expiresAt <= now)) {
      step(invitation, 'expire', { to: 'Expired', by: 'system' });
      const { craftsman } = invitation;
      tell(world, job, { event: 'invitation.expired', craftsman, to: [craftsman] });
    }
    expireOrWarn(world, job);
    if (job.autoCompletesAt !== null && job.autoCompletesAt <= now) {
      complete(world, job, 'system');
    }
  }
}

function expireOrWarn(world: World, job: ModelJob): void {
  const { now } = world;
  if (isOpen(job) && job.expiresAt <= now) {
    move(job, 'expire', { to: 'Cancelled', by: 'system' });
    closeOffers(world, job);
    tell(world, job, { event: 'job.expired', to: [job.client] });
  }
  if (isOpen(job) && !job.isWarned && job.expiresAt - days(5) <= now) {
    job.isWarned = true;
    tell(world, job, { event: 'job.expiring', to: [job.client] });
  }
}

/** The work is done, before anybody said that it began, too: everything here is paid in cash. */
export function complete(world: World, job: ModelJob, by: Who | 'system'): void {
  const event = job.state === 'In Progress' ? 'complete' : 'completeEarly';
  move(job, event, { to: 'Completed', by });
  job.isAwaiting = false;
  job.autoCompletesAt = null;
  job.proposal = null;
  tell(world, job, { event: 'job.statusChanged', to: sides(job) });
  // Both are asked what was paid by hand.
  tell(world, job, { event: 'job.completed', to: sides(job) });
}
