import type { PipelineStage, QueryFilter } from 'mongoose';
import type { GeoPoint } from '../../utils/geo';
import { JobModel, type Job } from '../job.model';
import { itemJoins, type ItemReader, type JobRow } from './jobItem.query';

/** What orders a job among others, and nothing else of it. */
export interface JobKeys extends Pick<Job, '_id' | 'title' | 'createdAt' | 'listPrice' | 'area'> {
  /** The terms that were asked for and that it has. */
  readonly hits: readonly string[];
}

export type ListOrder = Readonly<Record<string, 1 | -1>>;

/** A list around a place ends with its nearest jobs: so many, whatever the order. */
export const NEAREST_MAX = 1_000;

interface Reading {
  readonly limit: number;
  readonly asked?: readonly string[];
  /** Absent: in no order, so that the index of what is asked for serves. */
  readonly order?: ListOrder;
}

/** What orders the jobs that match. */
export const findJobKeys = (
  filter: QueryFilter<Job>,
  { limit, asked = [], order }: Reading,
): Promise<JobKeys[]> =>
  JobModel.aggregate<JobKeys>([
    { $match: filter },
    ...(order ? [{ $sort: { ...order } }] : []),
    { $limit: limit },
    {
      $project: {
        title: 1,
        createdAt: 1,
        listPrice: 1,
        area: 1,
        hits: { $setIntersection: ['$terms', [...asked]] },
      },
    },
  ]).exec();

export interface Around {
  readonly point: GeoPoint;
  readonly radiusM: number;
  /** What else must be so. */
  readonly filter: QueryFilter<Job>;
}

interface PagedReading {
  readonly reader: ItemReader;
  readonly skip: number;
  readonly limit: number;
  /** Absent: nearest first. */
  readonly order?: ListOrder;
}

/** Jobs around a place, each with its distance; the 2dsphere index comes first, and gives at most the nearest. */
export const findJobsAround = (
  around: Around,
  { reader, skip, limit, order }: PagedReading,
): Promise<JobRow[]> =>
  JobModel.aggregate<JobRow>([
    nearest(around),
    // Without another order no more is read than the page needs.
    { $limit: order ? NEAREST_MAX : Math.min(NEAREST_MAX, skip + limit) },
    ...(order ? [{ $sort: { ...order } }] : []),
    ...(skip > 0 ? [{ $skip: skip }] : []),
    { $limit: limit },
    ...itemJoins(reader),
  ]).exec();

/** How many jobs are around a place: exact up to `NEAREST_MAX`, else one more. */
export async function countJobsAround(around: Around): Promise<number> {
  const [counted] = await JobModel.aggregate<{ count: number }>([
    nearest(around),
    { $limit: NEAREST_MAX + 1 },
    { $count: 'count' },
  ]).exec();
  return counted?.count ?? 0;
}

const nearest = ({ point, radiusM, filter }: Around): PipelineStage => ({
  $geoNear: {
    near: { type: 'Point', coordinates: [...point.coordinates] },
    distanceField: 'distance',
    maxDistance: radiusM,
    key: 'area',
    query: filter,
  },
});
