import type { PipelineStage, Types } from 'mongoose';
import { BookmarkModel } from '../bookmark.model';
import { JobModel, type Job } from '../job.model';
import { UserModel, type User } from '../user.model';

/** A person of a job as lists read him. */
export type ItemPerson = Pick<
  User,
  '_id' | 'firstName' | 'lastName' | 'picture' | 'phone' | 'rating' | 'ratingCount'
>;

/** A job as lists read it, with who stands beside it. */
export interface JobRow extends Omit<Job, 'terms'> {
  readonly clients: readonly ItemPerson[];
  /** Absent where nobody can be hired yet. */
  readonly craftsmen?: readonly ItemPerson[];
  readonly bookmarks: readonly unknown[];
  /** Metres from the place that was asked about to the job's public point. */
  readonly distance?: number;
}

export interface ItemReader {
  /** Whose bookmarks are looked up. */
  readonly viewerId: string;
  /** Whether the list may hold jobs with a hired craftsman. */
  readonly withCraftsmen: boolean;
}

/** What no list shows: it would only travel. */
const ITEM_FIELDS = { terms: 0 } as const;

const CARD: PipelineStage.Project[] = [
  { $project: { firstName: 1, lastName: 1, picture: 1, phone: 1, rating: 1, ratingCount: 1 } },
];

/** What is read beside each job of a list, in the same round trip. */
export const itemJoins = ({ viewerId, withCraftsmen }: ItemReader): PipelineStage[] => [
  { $project: ITEM_FIELDS },
  personOf('clientId', 'clients'),
  ...(withCraftsmen ? [personOf('craftsmanId', 'craftsmen')] : []),
  ...bookmarkOf(viewerId),
];

/** Whether the viewer has bookmarked each job: `bookmarks` holds one or none. */
export const bookmarkOf = (viewerId: string): PipelineStage[] => [
  { $set: { bookmarkKey: { $concat: [`${viewerId}:`, { $toString: '$_id' }] } } },
  {
    $lookup: {
      from: BookmarkModel.collection.name,
      localField: 'bookmarkKey',
      foreignField: 'key',
      pipeline: [{ $project: { _id: 1 } }],
      as: 'bookmarks',
    },
  },
  { $unset: 'bookmarkKey' },
];

const personOf = (localField: string, as: string): PipelineStage => ({
  $lookup: { from: UserModel.collection.name, localField, foreignField: '_id', pipeline: CARD, as },
});

/** The jobs of these ids as list rows, in the order of the ids; one round trip. */
export async function findJobRows(ids: readonly Types.ObjectId[], reader: ItemReader): Promise<JobRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await JobModel.aggregate<JobRow>([
    { $match: { _id: { $in: [...ids] } } },
    ...itemJoins(reader),
  ]).exec();
  const byId = new Map(rows.map((row) => [row._id.toHexString(), row]));
  return ids.flatMap((id) => byId.get(id.toHexString()) ?? []);
}
