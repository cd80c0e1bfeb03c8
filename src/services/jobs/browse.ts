import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { itemJoins, type ItemReader, type JobRow } from '../../models/queries/jobItem.query';
import type { Clock } from '../../utils/clock';
import { BadRequest } from '../../utils/errors';
import { mapPage, type Page, type PageRequest } from '../../utils/page';
import { countCapped, findPage } from '../../utils/paging';
import { queryTerms } from '../../utils/textTerms';
import type { Locale, UserActor } from '../../utils/types/actor';
import type { BlockService } from '../block.service';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';
import type { JobState } from '../workflows/job.workflow';
import { listAround, type Near } from './browseAround';
import { anyOf, askedJobs, ownOf, type AskedJobs, type JobFilter } from './browseFilter';
import { FEW, listRelevant } from './browseRelevant';
import { itemOf, type JobListItem, type Viewing } from './jobList';
import { ORDERS, orderOf, type JobSort } from './jobOrder';

export interface BrowseAsk {
  readonly filter: JobFilter;
  readonly sortBy: JobSort;
  readonly request: PageRequest;
  readonly locale: Locale;
  readonly near?: Near | undefined;
  /** Words in any language; absent: all. */
  readonly q?: string | undefined;
}

export interface OwnAsk {
  readonly as?: 'client' | 'craftsman' | undefined;
  readonly status?: readonly JobState[] | undefined;
  readonly request: PageRequest;
  readonly locale: Locale;
}

export interface JobBrowse {
  /** One page of the open jobs that the actor may see, or, in other states, of those of which he is a party. */
  list(actor: UserActor, ask: BrowseAsk): Promise<Page<JobListItem>>;
  /** One page of one's own jobs: as client those one posted, as craftsman those one was hired for. */
  listOwn(actor: UserActor, ask: OwnAsk): Promise<Page<JobListItem>>;
}

export interface BrowseDeps {
  readonly clock: Clock;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly blocks: Pick<BlockService, 'idsFor'>;
}

/** Makes the lists of jobs. */
export function makeJobBrowse({ clock, serviceCatalogue, blocks }: BrowseDeps): JobBrowse {
  const viewingOf = async (actor: UserActor, locale: Locale): Promise<Viewing> => ({
    actor,
    locale,
    catalogue: await serviceCatalogue.current(),
    now: clock.now(),
  });
  return {
    async list(actor, ask) {
      const viewing = await viewingOf(actor, ask.locale);
      const groups = ask.q === undefined ? [] : termsAskedFor(ask.q, viewing);
      const asked = await askedJobs(ask.filter, { ...viewing, blocks }, groups);
      const page = asked ? await findRows({ ...ask, ...asked, groups, viewerId: actor.id }) : nothing(ask);
      return mapPage(page, (row) => itemOf(row, viewing));
    },

    async listOwn(actor, { as = actor.role, status, request, locale }) {
      const filter = { ...ownOf(actor, as === 'craftsman'), ...(status && { status: anyOf(status) }) };
      const reader = { viewerId: actor.id, withCraftsmen: true };
      const [page, viewing] = await Promise.all([
        inOrder({ filter, request, reader }),
        viewingOf(actor, locale),
      ]);
      return mapPage(page, (row) => itemOf(row, viewing));
    },
  };
}

/** 400 for a question without a telling word. */
function termsAskedFor(q: string, { catalogue }: Viewing): string[][] {
  const groups = queryTerms(q, { expand: catalogue.expand });
  if (groups.length === 0) {
    throw new BadRequest('job.nothingAsked');
  }
  return groups;
}

interface Asked extends BrowseAsk, Pick<AskedJobs, 'isOpen' | 'isNarrowed'> {
  readonly groups: readonly (readonly string[])[];
  readonly viewerId: string;
}

type Rows = Omit<Asked, 'filter'> & Pick<AskedJobs, 'filter'>;

/** The 2dsphere index holds open jobs alone, and nobody has so many of his own that a place would help. */
async function findRows(rows: Rows): Promise<Page<JobRow>> {
  const { filter, request, near, groups, isOpen, isNarrowed, sortBy, viewerId } = rows;
  const reader = { viewerId, withCraftsmen: !isOpen };
  if (near && isOpen) {
    return listAround({ filter, isNarrowed, near, sortBy, request, reader, groups });
  }
  if (sortBy === 'relevance' && groups.length > 0) {
    return listRelevant({ filter, groups, request, reader });
  }
  const order = orderOf(sortBy) ?? ORDERS.newest;
  // One's own jobs are few as they are.
  if (groups.length === 0 && !(isOpen && isNarrowed)) {
    return inOrder({ filter, request, reader, order });
  }
  const counted = await countCapped(JobModel, filter);
  return inOrder({ filter, request, reader, order, counted, findsFew: counted <= FEW });
}

interface Ordered {
  readonly filter: QueryFilter<Job>;
  readonly request: PageRequest;
  readonly reader: ItemReader;
  readonly order?: Readonly<Record<string, 1 | -1>>;
  readonly counted?: number;
  readonly findsFew?: boolean;
}

/** One round trip for the rows and all beside them, and one for the total. */
const inOrder = ({ reader, order = ORDERS.newest, ...query }: Ordered): Promise<Page<JobRow>> =>
  findPage<Job, JobRow>(JobModel, { ...query, sort: order, join: itemJoins(reader) });

const nothing = ({ request: { page, limit } }: BrowseAsk): Page<JobRow> => ({
  items: [],
  page,
  limit,
  totalItems: 0,
  totalIsCapped: false,
  hasNextPage: false,
});
