import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import type { ItemReader, JobRow } from '../../models/queries/jobItem.query';
import {
  countJobsAround,
  findJobKeys,
  findJobsAround,
  NEAREST_MAX,
  type JobKeys,
} from '../../models/queries/jobSearch.query';
import { metresBetween, type GeoPoint } from '../../utils/geo';
import type { Page, PageRequest } from '../../utils/page';
import { countCapped, knownTotal, pageOf, wrongCursor } from '../../utils/paging';
import { FEW, readPage } from './browseRelevant';
import { orderOf, type JobOrder, type JobSort } from './jobOrder';
import { byRelevance } from './relevance';

/** A place and how far around it. */
export interface Near {
  readonly point: GeoPoint;
  readonly radiusM: number;
}

export interface AroundAsk {
  readonly filter: QueryFilter<Job>;
  readonly isNarrowed: boolean;
  readonly near: Near;
  readonly sortBy: JobSort;
  readonly request: PageRequest;
  readonly reader: ItemReader;
  readonly groups: readonly (readonly string[])[];
}

/**
 * Open jobs around a place, at most the 1,000 nearest, by page: a cursor would not stand still among jobs at the same
 * distance. What few jobs fulfil is looked up first and measured then, for the way outwards could be long.
 */
export async function listAround(ask: AroundAsk): Promise<Page<JobRow>> {
  const { filter, isNarrowed, request } = ask;
  if (request.cursor !== undefined) {
    throw wrongCursor();
  }
  const isFew = isNarrowed && (await countCapped(JobModel, filter, FEW)) <= FEW;
  return isFew ? amongFew(ask) : outwards(ask);
}

async function outwards({ filter, near, sortBy, request, reader }: AroundAsk): Promise<Page<JobRow>> {
  const around = { ...near, filter };
  const order = orderOf(sortBy);
  const skip = (request.page - 1) * request.limit;
  const rows = await findJobsAround(around, {
    reader,
    skip,
    limit: request.limit + 1,
    ...(order && { order }),
  });
  const counted = knownTotal(rows.length, request) ?? (await countJobsAround(around));
  return pageOf(rows, { request, counted, cap: NEAREST_MAX });
}

interface Measured extends JobKeys {
  readonly distance: number;
}

async function amongFew({ filter, near, sortBy, ...ask }: AroundAsk): Promise<Page<JobRow>> {
  const keys = await findJobKeys(filter, { limit: FEW, asked: [...new Set(ask.groups.flat())] });
  const inside = keys
    .map((key): Measured => ({ ...key, distance: metresBetween(near.point, key.area) }))
    .filter(({ distance }) => distance <= near.radiusM);
  const ordered = inThisOrder(inside, sortBy, ask.groups);
  const counted = ordered.length;
  const page = await readPage(ordered, { ...ask, counted, cap: NEAREST_MAX });
  const distances = new Map(ordered.map(({ _id, distance }) => [_id.toHexString(), distance]));
  const withDistance = (row: JobRow): JobRow => ({
    ...row,
    distance: distances.get(row._id.toHexString()) ?? metresBetween(near.point, row.area),
  });
  return { ...page, items: page.items.map(withDistance) };
}

function inThisOrder(
  found: readonly Measured[],
  sortBy: JobSort,
  groups: AroundAsk['groups'],
): readonly Measured[] {
  if (sortBy === 'relevance') {
    return byRelevance(found, groups) as Measured[];
  }
  return [...found].sort(comparing(orderOf(sortBy) ?? { distance: 1, _id: 1 }));
}

const comparing =
  (order: JobOrder) =>
  (a: Measured, b: Measured): number => {
    for (const [field, direction] of Object.entries(order)) {
      const [one, other] = [valueOf(a, field), valueOf(b, field)];
      if (one !== other) {
        return one < other ? -direction : direction;
      }
    }
    return 0;
  };

/** Instants and ids as something that compares. */
function valueOf({ _id, createdAt, listPrice, distance }: Measured, field: string): number | string {
  const values: Readonly<Record<string, number | string>> = {
    _id: _id.toHexString(),
    createdAt: createdAt.getTime(),
    listPrice,
    distance,
  };
  return values[field] ?? 0;
}
