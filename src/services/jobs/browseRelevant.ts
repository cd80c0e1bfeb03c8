import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { findJobRows, type ItemReader, type JobRow } from '../../models/queries/jobItem.query';
import { findJobKeys, type JobKeys } from '../../models/queries/jobSearch.query';
import type { Page, PageRequest } from '../../utils/page';
import { countCapped, pageOf, wrongCursor } from '../../utils/paging';
import { ORDERS } from './jobOrder';
import { byRelevance } from './relevance';

/** So many at most are put in order in memory. */
export const FEW = 1_000;
/** So many of the newest that were found are weighed. */
const CANDIDATES = 200;

export interface RelevantAsk {
  readonly filter: QueryFilter<Job>;
  readonly groups: readonly (readonly string[])[];
  readonly request: PageRequest;
  readonly reader: ItemReader;
}

/** The most fitting of the newest 200 that a search finds; by page, for no cursor stands still in such an order. */
export async function listRelevant({ filter, groups, request, reader }: RelevantAsk): Promise<Page<JobRow>> {
  if (request.cursor !== undefined) {
    throw wrongCursor();
  }
  const counted = await countCapped(JobModel, filter, FEW);
  const ranked = byRelevance(await newestFound(filter, { groups, isFew: counted <= FEW }), groups);
  return readPage(ranked, { request, reader, counted, cap: CANDIDATES });
}

/** Few are read by the index of terms, many along the index of all: there the next one is never far. */
async function newestFound(
  filter: QueryFilter<Job>,
  { groups, isFew }: { readonly groups: RelevantAsk['groups']; readonly isFew: boolean },
): Promise<JobKeys[]> {
  const asked = [...new Set(groups.flat())];
  if (!isFew) {
    return findJobKeys(filter, { limit: CANDIDATES, asked, order: ORDERS.newest });
  }
  const found = await findJobKeys(filter, { limit: FEW, asked });
  return found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, CANDIDATES);
}

interface Reading {
  readonly request: PageRequest;
  readonly reader: ItemReader;
  readonly counted: number;
  readonly cap: number;
}

/** The page of jobs whose order is known already. */
export async function readPage(
  ordered: readonly Pick<JobKeys, '_id'>[],
  { request, reader, counted, cap }: Reading,
): Promise<Page<JobRow>> {
  const from = (request.page - 1) * request.limit;
  const wanted = ordered.slice(from, from + request.limit).map(({ _id }) => _id);
  const rows = await findJobRows(wanted, reader);
  const page = pageOf(rows, { request, counted, cap });
  return { ...page, hasNextPage: from + request.limit < ordered.length };
}
