import type { QueryFilter } from 'mongoose';
import { findCraftsmanRows, type CraftsmanRow } from '../../models/queries/craftsmanItem.query';
import {
  countCraftsmenAround,
  findCraftsmanKeys,
  findCraftsmenAround,
  NEAREST_CRAFTSMEN,
  type CraftsmanKeys,
} from '../../models/queries/craftsmanSearch.query';
import { UserModel, type User } from '../../models/user.model';
import { metresBetween } from '../../utils/geo';
import type { Page, PageRequest } from '../../utils/page';
import { countCapped, knownTotal, pageOf, wrongCursor } from '../../utils/paging';
import type { Near } from '../jobs/browseAround';
import { FEW } from '../jobs/browseRelevant';
import { orderOf, type CraftsmanSort } from './craftsmanOrder';
import { askedTermsOf, byRelevance } from './relevance';

export interface AroundAsk {
  readonly filter: QueryFilter<User>;
  readonly listedFilter: QueryFilter<User>;
  readonly isNarrowed: boolean;
  readonly near: Near;
  readonly sortBy: CraftsmanSort;
  readonly request: PageRequest;
  readonly viewerId: string;
  readonly groups: readonly (readonly string[])[];
}

/**
 * Craftsmen around a place, at most the 1,000 nearest, by page: a cursor would not stand still among those at the same
 * distance. What few fulfil is looked up first and measured then, for the way outwards could be long.
 */
export async function listAround(ask: AroundAsk): Promise<Page<CraftsmanRow>> {
  const { filter, isNarrowed, request } = ask;
  if (request.cursor !== undefined) {
    throw wrongCursor();
  }
  const isFew = isNarrowed && (await countCapped(UserModel, filter, FEW)) <= FEW;
  return isFew ? amongFew(ask) : outwards(ask);
}

async function outwards({
  listedFilter,
  near,
  sortBy,
  request,
  viewerId,
}: AroundAsk): Promise<Page<CraftsmanRow>> {
  const around = { ...near, filter: listedFilter };
  const order = orderOf(sortBy);
  const skip = (request.page - 1) * request.limit;
  const limit = request.limit + 1;
  const rows = await findCraftsmenAround(around, { viewerId, skip, limit, ...(order && { order }) });
  const counted = knownTotal(rows.length, request) ?? (await countCraftsmenAround(around));
  return pageOf(rows, { request, counted, cap: NEAREST_CRAFTSMEN });
}

interface Measured extends CraftsmanKeys {
  readonly distance: number;
}

async function amongFew({ filter, near, sortBy, groups, ...ask }: AroundAsk): Promise<Page<CraftsmanRow>> {
  const keys = await findCraftsmanKeys(filter, { limit: FEW, asked: askedTermsOf(groups) });
  const inside = keys
    .flatMap((key): Measured[] =>
      key.listing.area ? [{ ...key, distance: metresBetween(near.point, key.listing.area) }] : [],
    )
    .filter(({ distance }) => distance <= near.radiusM);
  const ordered = inThisOrder(inside, sortBy, groups);
  const page = await readPage(ordered, { ...ask, counted: ordered.length, cap: NEAREST_CRAFTSMEN });
  const distances = new Map(ordered.map(({ _id, distance }) => [_id.toHexString(), distance]));
  const withDistance = (row: CraftsmanRow): CraftsmanRow => ({
    ...row,
    distance: distances.get(row._id.toHexString()) ?? 0,
  });
  return { ...page, items: page.items.map(withDistance) };
}

function inThisOrder(
  found: readonly Measured[],
  sortBy: CraftsmanSort,
  groups: AroundAsk['groups'],
): readonly Measured[] {
  if (sortBy === 'relevance') {
    return byRelevance(found, groups);
  }
  return [...found].sort(
    (a, b) => COMPARING[sortBy](a, b) || (a._id.toHexString() < b._id.toHexString() ? 1 : -1),
  );
}

const COMPARING: Readonly<Record<Exclude<CraftsmanSort, 'relevance'>, (a: Measured, b: Measured) => number>> =
  {
    distance: (a, b) => a.distance - b.distance,
    experience: (a, b) => b.listing.experience - a.listing.experience,
    rating: (a, b) => b.listing.rating - a.listing.rating || b.listing.ratingCount - a.listing.ratingCount,
  };

interface Reading {
  readonly request: PageRequest;
  readonly viewerId: string;
  readonly counted: number;
  readonly cap: number;
}

/** The page of craftsmen whose order is known already. */
export async function readPage(
  ordered: readonly Pick<CraftsmanKeys, '_id'>[],
  { request, viewerId, counted, cap }: Reading,
): Promise<Page<CraftsmanRow>> {
  const from = (request.page - 1) * request.limit;
  const wanted = ordered.slice(from, from + request.limit).map(({ _id }) => _id);
  const rows = await findCraftsmanRows(wanted, viewerId);
  const page = pageOf(rows, { request, counted, cap });
  return { ...page, hasNextPage: from + request.limit < ordered.length };
}
