import { JobModel, type Job } from '../../src/models/job.model';
import { QuoteModel, type Quote } from '../../src/models/quote.model';
import type { JobEvent } from '../../src/services/workflows/job.workflow';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import type { TestApp } from '../helpers/app';
import { aVerifiedCraftsman } from './craftsman';
import { jobFields, told, type Story } from './jobStory';
import { withoutUndefined, type Overrides } from './overrides';
import { quoteFields } from './quote';
import { aService } from './service';
import { aClient, type MadeUser } from './user';

export interface JobOverrides extends Overrides<Job> {
  /** The owner; absent: a new client. */
  readonly client?: MadeUser;
  /** The first bidder, who is hired where somebody is; absent: a new verified craftsman. */
  readonly craftsman?: MadeUser;
}

export interface MadeJob {
  /** The document as stored. */
  readonly job: Job;
  readonly jobId: string;
  readonly client: MadeUser;
  /** Everybody's quotes, the first one first; `bidders` are who made them. */
  readonly quotes: readonly Quote[];
  readonly bidders: readonly MadeUser[];
}

export interface QuotedJob extends MadeJob {
  readonly craftsman: MadeUser;
  readonly quote: Quote;
}

export interface JobBuilder {
  posted(): Promise<MadeJob>;
  /** `count` verified craftsmen have quoted. */
  quoted(count?: number): Promise<QuotedJob>;
  /** Hired for cash, so firm at once; the bidder's is the only quote. */
  hired(): Promise<QuotedJob>;
  onTheWay(): Promise<QuotedJob>;
  inProgress(): Promise<QuotedJob>;
  /** In Progress, the craftsman has submitted his work. */
  submitted(): Promise<QuotedJob>;
  completed(): Promise<QuotedJob>;
  /** By the owner, while it was open. */
  cancelled(): Promise<MadeJob>;
}

/** A job in the state that the last word names, written directly with all that belongs to it; nothing is in the outbox. */
export const aJob = (app: TestApp, overrides: JobOverrides = {}): JobBuilder => ({
  posted: () => make(app, overrides, { path: [], bids: 0 }),
  cancelled: () => make(app, overrides, { path: ['cancelOpen'], bids: 0 }),
  quoted: (count = 1) => makeQuoted(app, overrides, { path: ['firstQuote'], bids: count }),
  hired: () => makeQuoted(app, overrides, { path: pathTo('hire'), bids: 1 }),
  onTheWay: () => makeQuoted(app, overrides, { path: pathTo('setOut'), bids: 1 }),
  inProgress: () => makeQuoted(app, overrides, { path: pathTo('start'), bids: 1 }),
  submitted: () => makeQuoted(app, overrides, { path: pathTo('submitWork'), bids: 1 }),
  completed: () => makeQuoted(app, overrides, { path: pathTo('complete'), bids: 1 }),
});

const STORY = ['firstQuote', 'hire', 'setOut', 'start', 'submitWork', 'complete'] as const;
const pathTo = (event: (typeof STORY)[number]): readonly JobEvent[] =>
  STORY.slice(0, STORY.indexOf(event) + 1);

interface Plan {
  readonly path: readonly JobEvent[];
  readonly bids: number;
}

async function makeQuoted(app: TestApp, overrides: JobOverrides, plan: Plan): Promise<QuotedJob> {
  const made = await make(app, overrides, plan);
  const [quote, craftsman] = [made.quotes[0], made.bidders[0]];
  if (!quote || !craftsman) {
    throw new Error('a job that is quoted needs a quote');
  }
  return { ...made, quote, craftsman };
}

async function make(
  app: TestApp,
  { client: owner, craftsman: first, ...fields }: JobOverrides,
  { path, bids }: Plan,
): Promise<MadeJob> {
  const client = owner ?? (await aClient(app));
  const bidders: MadeUser[] = [];
  for (let index = 0; index < bids; index += 1) {
    bidders.push(index === 0 && first ? first : await aVerifiedCraftsman(app));
  }
  const serviceId = fields.serviceId ?? (await aService(app)).service._id;
  const now = app.container.clock.now();
  const _id = fields._id ?? newId();
  const isHired = path.includes('hire');
  const about = { jobId: _id, clientId: client.user._id };
  const quotes = bidders.map((bidder) =>
    quoteFields(now, { ...about, craftsmanId: bidder.user._id, ...(isHired && ACCEPTED) }),
  );
  const story: Story = { path, now, client, craftsman: bidders[0], quote: quotes[0] };
  const counts = { quoteCount: isHired ? 0 : bids, cappedQuoteCount: isHired ? 0 : bids };
  const job = withoutUndefined<Job>({
    ...jobFields(now, { _id, clientId: client.user._id, serviceId }),
    ...counts,
    ...told(story),
    ...fields,
  });
  await JobModel.create(job);
  await QuoteModel.create(quotes);
  return { job, jobId: idOf(_id), client, quotes, bidders };
}

const ACCEPTED = { status: 'Accepted', isLive: false } as const;

/** The job as it is stored now. */
export async function storedJob(jobId: string): Promise<Job> {
  const job = await JobModel.findOne({ _id: toObjectId(jobId) }).lean<Job>();
  if (!job) {
    throw new Error(`no job ${jobId}`);
  }
  return job;
}
