import type { PipelineStage, QueryFilter } from 'mongoose';
import type { GeoPoint } from '../../utils/geo';
import type { Listing } from '../listing.schemas';
import { UserModel, type User } from '../user.model';
import { craftsmanJoins, type CraftsmanRow } from './craftsmanItem.query';
import type { ListOrder } from './jobSearch.query';

/** What orders a craftsman among others, and nothing else of him. */
export interface CraftsmanKeys extends Pick<User, '_id'> {
  readonly listing: Pick<Listing, 'area' | 'rating' | 'ratingCount' | 'experience'>;
  /** The terms that were asked for and that he has. */
  readonly hits: readonly string[];
}

/** A list around a place ends with its nearest craftsmen: so many, whatever the order. */
export const NEAREST_CRAFTSMEN = 1_000;

interface Reading {
  readonly limit: number;
  readonly asked: readonly string[];
  /** Absent: in no order, so that the index of what is asked for serves. */
  readonly order?: ListOrder;
}

/** What orders the craftsmen that match. */
export const findCraftsmanKeys = (
  filter: QueryFilter<User>,
  { limit, asked, order }: Reading,
): Promise<CraftsmanKeys[]> =>
  UserModel.aggregate<CraftsmanKeys>([
    { $match: filter },
    ...(order ? [{ $sort: { ...order } }] : []),
    { $limit: limit },
    {
      $project: {
        'listing.area': 1,
        'listing.rating': 1,
        'listing.ratingCount': 1,
        'listing.experience': 1,
        hits: { $setIntersection: ['$listing.terms', [...asked]] },
      },
    },
  ]).exec();

export interface AroundCraftsmen {
  readonly point: GeoPoint;
  readonly radiusM: number;
  /** What else must be so. */
  readonly filter: QueryFilter<User>;
}

interface PagedReading {
  readonly viewerId: string;
  readonly skip: number;
  readonly limit: number;
  /** Absent: nearest first. */
  readonly order?: ListOrder;
}

/** Craftsmen around a place, each with his distance; the 2dsphere index comes first, and gives at most the nearest. */
export const findCraftsmenAround = (
  around: AroundCraftsmen,
  { viewerId, skip, limit, order }: PagedReading,
): Promise<CraftsmanRow[]> =>
  UserModel.aggregate<CraftsmanRow>([
    nearestCraftsmen(around),
    // Without another order no more is read than the page needs.
    { $limit: order ? NEAREST_CRAFTSMEN : Math.min(NEAREST_CRAFTSMEN, skip + limit) },
    ...(order ? [{ $sort: { ...order } }] : []),
    ...(skip > 0 ? [{ $skip: skip }] : []),
    { $limit: limit },
    ...craftsmanJoins(viewerId),
  ]).exec();

/**
 * How many craftsmen are around a place: exact up to `NEAREST_CRAFTSMEN`, else one more. Where there are more even within a
 * smaller circle, as in any large town, an index alone knows it; to measure each distance takes three times as long.
 */
export async function countCraftsmenAround(around: AroundCraftsmen): Promise<number> {
  const inside = await countOne(withinStages(around));
  return inside > NEAREST_CRAFTSMEN ? inside : countOne([nearestCraftsmen(around), ...COUNTED]);
}

const COUNTED: readonly PipelineStage[] = [{ $limit: NEAREST_CRAFTSMEN + 1 }, { $count: 'count' }];

async function countOne(stages: PipelineStage[]): Promise<number> {
  const [counted] = await UserModel.aggregate<{ count: number }>(stages).exec();
  return counted?.count ?? 0;
}

const EARTH_RADIUS_M = 6_378_100;
/** The two ways to ask for a circle differ by less at its edge. */
const SURELY_INSIDE = 0.95;

/** What counts craftsmen who are inside the circle for sure. */
export const withinStages = ({ point, radiusM, filter }: AroundCraftsmen): PipelineStage[] => [
  {
    $match: {
      ...filter,
      'listing.area': {
        $geoWithin: {
          $centerSphere: [[...point.coordinates], (radiusM * SURELY_INSIDE) / EARTH_RADIUS_M],
        },
      },
    },
  },
  ...COUNTED,
];

/** The first stage of whatever begins with the nearest craftsmen. */
export const nearestCraftsmen = ({ point, radiusM, filter }: AroundCraftsmen): PipelineStage.GeoNear => ({
  $geoNear: {
    near: { type: 'Point', coordinates: [...point.coordinates] },
    distanceField: 'distance',
    maxDistance: radiusM,
    key: 'listing.area',
    query: filter,
  },
});
