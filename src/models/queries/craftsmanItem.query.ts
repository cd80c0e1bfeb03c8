import type { PipelineStage, Types } from 'mongoose';
import { CraftsmanBookmarkModel } from '../craftsmanBookmark.model';
import { UserModel, type User } from '../user.model';

/** A craftsman as lists read him: nothing to reach him by, and of his place the area. */
export interface CraftsmanRow extends Pick<
  User,
  | '_id'
  | 'firstName'
  | 'lastName'
  | 'picture'
  | 'bio'
  | 'roles'
  | 'address'
  | 'craftsman'
  | 'rating'
  | 'ratingCount'
  | 'createdAt'
> {
  readonly listing?: Pick<NonNullable<User['listing']>, 'area' | 'rating' | 'ratingCount' | 'experience'>;
  readonly workFacts?: Pick<NonNullable<User['workFacts']>, 'completed'>;
  readonly ban?: User['ban'];
  /** The viewer's own: one or none. */
  readonly bookmarks: readonly unknown[];
  /** Metres from the place that was asked about to his area. */
  readonly distance?: number;
}

/** What lists show of a craftsman. */
export const SHOWN_CRAFTSMAN = {
  firstName: 1,
  lastName: 1,
  picture: 1,
  bio: 1,
  roles: 1,
  address: 1,
  craftsman: 1,
  rating: 1,
  ratingCount: 1,
  ban: 1,
  createdAt: 1,
  'listing.area': 1,
  'listing.rating': 1,
  'listing.ratingCount': 1,
  'listing.experience': 1,
  'workFacts.completed': 1,
  distance: 1,
} as const;

/** What is read beside each craftsman of a list, in the same round trip. */
export const craftsmanJoins = (viewerId: string): PipelineStage[] => [
  { $project: SHOWN_CRAFTSMAN },
  { $set: { bookmarkKey: { $concat: [`${viewerId}:`, { $toString: '$_id' }] } } },
  {
    $lookup: {
      from: CraftsmanBookmarkModel.collection.name,
      localField: 'bookmarkKey',
      foreignField: 'key',
      pipeline: [{ $project: { _id: 1 } }],
      as: 'bookmarks',
    },
  },
  { $unset: 'bookmarkKey' },
];

/** The craftsmen of these ids as list rows, in the order of the ids; one round trip. */
export async function findCraftsmanRows(
  ids: readonly Types.ObjectId[],
  viewerId: string,
): Promise<CraftsmanRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await UserModel.aggregate<CraftsmanRow>([
    { $match: { _id: { $in: [...ids] } } },
    ...craftsmanJoins(viewerId),
  ]).exec();
  const byId = new Map(rows.map((row) => [row._id.toHexString(), row]));
  return ids.flatMap((id) => byId.get(id.toHexString()) ?? []);
}
