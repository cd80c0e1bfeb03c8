import type { QueryFilter } from 'mongoose';
import { craftsmanJoins, type CraftsmanRow } from '../../models/queries/craftsmanItem.query';
import { findCraftsmanKeys } from '../../models/queries/craftsmanSearch.query';
import { UserModel, type User } from '../../models/user.model';
import { mapPage, type Page, type PageRequest } from '../../utils/page';
import { countCapped, findPage, wrongCursor } from '../../utils/paging';
import type { UserActor } from '../../utils/types/actor';
import type { BlockService } from '../block.service';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';
import type { Near } from '../jobs/browseAround';
import { FEW } from '../jobs/browseRelevant';
import { listAround, readPage } from './browseAround';
import { askedCraftsmen, type AskedCraftsmen, type CraftsmanFilter } from './browseFilter';
import { itemOf, type CraftsmanListItem } from './craftsmanList';
import { orderOf, ORDERS, type CraftsmanSort } from './craftsmanOrder';
import { askedTermsOf, byRelevance } from './relevance';

export interface CraftsmanAsk {
  readonly filter: CraftsmanFilter;
  readonly sortBy: CraftsmanSort;
  readonly request: PageRequest;
  readonly near?: Near | undefined;
}

export interface CraftsmanBrowse {
  /** One page of the verified craftsmen whom the actor may see; nobody with whom there is a block. */
  list(actor: UserActor, ask: CraftsmanAsk): Promise<Page<CraftsmanListItem>>;
}

export interface CraftsmanBrowseDeps {
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly blocks: Pick<BlockService, 'idsFor'>;
}

/** So many of the best rated that were found are weighed. */
const WEIGHED = 200;

/** Makes the lists of craftsmen. */
export const makeCraftsmanBrowse = ({ serviceCatalogue, blocks }: CraftsmanBrowseDeps): CraftsmanBrowse => ({
  async list(actor, ask) {
    const [catalogue, blocked] = await Promise.all([serviceCatalogue.current(), blocks.idsFor(actor.id)]);
    const asked = askedCraftsmen(ask.filter, { catalogue, blocked });
    const page = asked ? await findRows({ ...ask, ...asked, viewerId: actor.id }) : nothing(ask);
    return mapPage(page, itemOf);
  },
});

type Rows = Omit<CraftsmanAsk, 'filter'> & AskedCraftsmen & { readonly viewerId: string };

async function findRows({ near, ...rows }: Rows): Promise<Page<CraftsmanRow>> {
  const { filter, request, groups, isNarrowed, sortBy } = rows;
  if (near) {
    return listAround({ ...rows, near });
  }
  if (sortBy === 'relevance' && groups.length > 0) {
    return listRelevant(rows);
  }
  if (!isNarrowed) {
    return inOrder(rows);
  }
  const counted = await countCapped(UserModel, filter);
  return inOrder({ ...rows, request, counted, findsFew: counted <= FEW });
}

type Ordered = Omit<Rows, 'near'> & { readonly counted?: number; readonly findsFew?: boolean };

/** One round trip for the rows and all beside them, and one for the total. */
const inOrder = ({ filter, request, sortBy, viewerId, ...known }: Ordered): Promise<Page<CraftsmanRow>> => {
  const { counted, findsFew } = known;
  return findPage<User, CraftsmanRow>(UserModel, {
    filter,
    request,
    sort: orderOf(sortBy) ?? ORDERS.rating,
    join: craftsmanJoins(viewerId),
    ...(counted !== undefined && { counted }),
    ...(findsFew !== undefined && { findsFew }),
  });
};

/** The most fitting of the best rated 200 whom a search finds; by page, for no cursor stands still in such an order. */
async function listRelevant({
  filter,
  groups,
  request,
  viewerId,
}: Omit<Rows, 'near'>): Promise<Page<CraftsmanRow>> {
  if (request.cursor !== undefined) {
    throw wrongCursor();
  }
  const counted = await countCapped(UserModel, filter, FEW);
  const ranked = byRelevance(await bestFound(filter, groups, counted <= FEW), groups);
  return readPage(ranked, { request, viewerId, counted, cap: WEIGHED });
}

/** Few are read by the index of terms, many along the index of all: there the next one is never far. */
async function bestFound(
  filter: QueryFilter<User>,
  groups: AskedCraftsmen['groups'],
  isFew: boolean,
): ReturnType<typeof findCraftsmanKeys> {
  const asked = askedTermsOf(groups);
  if (!isFew) {
    return findCraftsmanKeys(filter, { limit: WEIGHED, asked, order: ORDERS.rating });
  }
  const found = await findCraftsmanKeys(filter, { limit: FEW, asked });
  return found
    .sort((a, b) => b.listing.rating - a.listing.rating || b.listing.ratingCount - a.listing.ratingCount)
    .slice(0, WEIGHED);
}

const nothing = ({ request: { page, limit } }: CraftsmanAsk): Page<CraftsmanRow> => ({
  items: [],
  page,
  limit,
  totalItems: 0,
  totalIsCapped: false,
  hasNextPage: false,
});
