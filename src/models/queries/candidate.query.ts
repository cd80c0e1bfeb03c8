import type { PipelineStage, QueryFilter, Types } from 'mongoose';
import type { GeoPoint } from '../../utils/geo';
import type { Listing, WorkFacts } from '../listing.schemas';
import { UserModel, type CraftsmanProfile, type User } from '../user.model';

/** A craftsman as the ranking looks at him, and nothing else of him. */
export interface CandidateRow extends Pick<User, '_id' | 'exposures'> {
  readonly craftsman: Pick<CraftsmanProfile, 'skills' | 'yearsOfExperience' | 'cancellations'>;
  readonly listing: Pick<Listing, 'rating' | 'ratingCount'>;
  readonly workFacts?: Omit<WorkFacts, 'clients'>;
  /** His work for this client: one or none. */
  readonly pastWork: readonly { readonly jobs: number }[];
}

/** Where one stands who goes to a part of the map, and how far: all that tells whether he comes now, and who is nearer. */
export interface ReachingRow extends Pick<User, '_id'> {
  readonly isAvailable: boolean;
  readonly at: GeoPoint['coordinates'];
  readonly radiusKm: number;
}

/** More of one trade do not reach one place. */
const MOST_READ = 10_000;

/** The driver's own first batch is a hundred; the rest would be a round trip more. */
export const AT_ONCE = { batchSize: 1_000 } as const;

/** Left to itself DocumentDB joins this index with one that holds every craftsman: 45 ms of 100,000, where this one takes less than one. */
export const REACH_INDEX = { 'listing.reach': 1 } as const;

/**
 * What reads the craftsmen of a filter by where they stand; hundreds in a large town, so nothing else of them. Whether they
 * work now is read, not asked for: each condition beside the index opens every account once more.
 */
export const reachingStages = (filter: QueryFilter<User>): PipelineStage[] => [
  { $match: filter },
  { $limit: MOST_READ },
  {
    $project: {
      at: '$listing.area.coordinates',
      radiusKm: '$craftsman.radiusKm',
      isAvailable: '$craftsman.isAvailable',
    },
  },
];

/** The craftsmen of a filter by where they stand; one round trip. */
export const findReaching = (filter: QueryFilter<User>): Promise<ReachingRow[]> =>
  UserModel.aggregate<ReachingRow>(reachingStages(filter))
    .hint({ ...REACH_INDEX })
    .option(AT_ONCE)
    .exec();

/** What reads what orders these craftsmen. */
export const candidateStages = (
  ids: readonly Types.ObjectId[],
  clientId: Types.ObjectId,
): PipelineStage[] => [
  { $match: { _id: { $in: [...ids] } } },
  {
    $project: {
      'craftsman.skills': 1,
      'craftsman.yearsOfExperience': 1,
      'craftsman.cancellations': 1,
      'listing.rating': 1,
      'listing.ratingCount': 1,
      'workFacts.completed': 1,
      'workFacts.timed': 1,
      'workFacts.onTime': 1,
      'workFacts.active': 1,
      'workFacts.responseMinutes': 1,
      exposures: 1,
      pastWork: {
        $filter: {
          input: { $ifNull: ['$workFacts.clients', []] },
          cond: { $eq: ['$$this.clientId', clientId] },
        },
      },
    },
  },
];

/** What orders these craftsmen; one round trip. */
export const findCandidates = (
  ids: readonly Types.ObjectId[],
  clientId: Types.ObjectId,
): Promise<CandidateRow[]> =>
  UserModel.aggregate<CandidateRow>(candidateStages(ids, clientId)).option(AT_ONCE).exec();
