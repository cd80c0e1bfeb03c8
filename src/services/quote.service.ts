import { JobModel } from '../models/job.model';
import { QuoteModel, type Quote } from '../models/quote.model';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { UserActor } from '../utils/types/actor';
import { findPeople, type Person } from './person.service';
import { makeQuoteChanges, type QuoteChangeDeps, type QuoteChanges } from './quotes/changes';
import { findJobCards, type JobCard } from './quotes/jobCards';
import type { QuoteState } from './workflows/quote.workflow';

export interface QuoteFilter {
  /** Absent: whatever its state. */
  readonly status?: readonly QuoteState[] | undefined;
}

/** A quote as it is looked at; a side that needs neither has neither. */
export interface SeenQuote {
  readonly quote: Omit<Quote, 'history'>;
  readonly craftsman?: Person | undefined;
  readonly job?: JobCard | undefined;
}

export interface QuoteService {
  revise(...given: Parameters<QuoteChanges['revise']>): Promise<SeenQuote>;
  confirm(...given: Parameters<QuoteChanges['confirm']>): Promise<SeenQuote>;
  withdraw(...given: Parameters<QuoteChanges['withdraw']>): Promise<SeenQuote>;
  decline(...given: Parameters<QuoteChanges['decline']>): Promise<SeenQuote>;
  /** The quotes on a job: all for its owner, his own for a craftsman who has quoted; 404 for everybody else. */
  listOfJob(
    actor: UserActor,
    jobId: Id,
    asked: QuoteFilter & { request: PageRequest },
  ): Promise<Page<SeenQuote>>;
  /** A craftsman's own quotes with their jobs, the latest first. */
  listOwn(actor: UserActor, asked: QuoteFilter & { request: PageRequest }): Promise<Page<SeenQuote>>;
  /** A quote with the card of its craftsman. */
  withCraftsman(quote: SeenQuote['quote']): Promise<SeenQuote>;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;
const select = { history: 0 } as const;

/** Makes the service of quotes; submitting and accepting are acts. */
export function makeQuoteService(deps: QuoteChangeDeps): QuoteService {
  const changes = makeQuoteChanges(deps);
  return {
    revise: async (...given) => withCraftsman(await changes.revise(...given)),
    confirm: async (...given) => withCraftsman(await changes.confirm(...given)),
    withdraw: async (...given) => withCraftsman(await changes.withdraw(...given)),
    decline: async (...given) => withCraftsman(await changes.decline(...given)),
    withCraftsman,
    async listOfJob(actor, jobId, { request, status }) {
      const me = toObjectId(actor.id);
      const mine = { jobId: toObjectId(jobId), $or: [{ clientId: me }, { craftsmanId: me }] };
      const filter = { ...mine, ...inStates(status) };
      const page = await findPage(QuoteModel, { filter, sort: newestFirst, request, select });
      if (page.items.length === 0) {
        await assertMayLook(actor, jobId);
      }
      const people = await findPeople(page.items.map(({ craftsmanId }) => idOf(craftsmanId)));
      const items = page.items.map((quote) => ({ quote, craftsman: people.get(idOf(quote.craftsmanId)) }));
      return { ...page, items };
    },
    async listOwn(actor, { request, status }) {
      const filter = { craftsmanId: toObjectId(actor.id), ...inStates(status) };
      const page = await findPage(QuoteModel, { filter, sort: newestFirst, request, select });
      const jobs = await findJobCards(page.items.map(({ jobId }) => jobId));
      const items = page.items.map((quote) => ({ quote, job: jobs.get(idOf(quote.jobId)) }));
      return { ...page, items };
    },
  };
}

const inStates = (states: readonly QuoteState[] = []): object => {
  const [first, ...others] = states;
  const filter = others.length === 0 ? first : { $in: [...states] };
  return first === undefined ? {} : { status: filter };
};

/** An empty list is for the owner, and for a craftsman who has quoted; for others there is no such job. */
async function assertMayLook({ id }: UserActor, jobId: Id): Promise<void> {
  const job = toObjectId(jobId);
  const isMine =
    (await JobModel.exists({ _id: job, clientId: toObjectId(id) })) ??
    (await QuoteModel.exists({ jobId: job, craftsmanId: toObjectId(id) }));
  if (!isMine) {
    throw new NotFound('request.notFound');
  }
}

async function withCraftsman(quote: SeenQuote['quote']): Promise<SeenQuote> {
  const id = idOf(quote.craftsmanId);
  return { quote, craftsman: (await findPeople([id])).get(id) };
}
