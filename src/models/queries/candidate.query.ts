import type { PipelineStage, QueryFilter, Types } from 'mongoose';
import type { GeoPoint } from '../../utils/geo';
import type { Listing, WorkFacts } from '../listing.schemas';
import { UserModel, type CraftsmanProfile, type User } from '../user.model';

/** A craftsman as the ranking looks at him, and nothing else of him. */
export interface CandidateRow extends Pick<User, '_id' | 'exposures'> {
  readonly craftsman: Pick<CraftsmanProfile, 'skills' | 'radiusKm' | 'yearsOfExperience' | 'cancellations'>;
  readonly listing: Pick<Listing, 'rating' | 'ratingCount'> & { readonly area: GeoPoint };
  readonly workFacts?: Omit<WorkFacts, 'clients'>;
  /** His work for this client: one or none. */
  readonly pastWork: readonly { readonly jobs: number }[];
}

/** More of one trade do not reach one place. */
const MOST_READ = 10_000;

/** Left to itself DocumentDB joins this index with one that holds every craftsman: 45 ms of 100,000, where this one takes less than one. */
export const REACH_INDEX = { 'listing.reach': 1 } as const;

/** What reads the craftsmen of a filter with what orders them. */
export const candidateStages = (filter: QueryFilter<User>, clientId: Types.ObjectId): PipelineStage[] => [
  { $match: filter },
  { $limit: MOST_READ },
  {
    $project: {
      'craftsman.skills': 1,
      'craftsman.radiusKm': 1,
      'craftsman.yearsOfExperience': 1,
      'craftsman.cancellations': 1,
      'listing.area': 1,
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

/** The craftsmen of a filter with what orders them; one round trip. */
export const findCandidates = (
  filter: QueryFilter<User>,
  clientId: Types.ObjectId,
): Promise<CandidateRow[]> =>
  UserModel.aggregate<CandidateRow>(candidateStages(filter, clientId))
    .hint({ ...REACH_INDEX })
    .exec();
