import type { PipelineStage } from 'mongoose';
import { BlockModel } from '../../models/block.model';
import { BookmarkModel, bookmarkKeyOf } from '../../models/bookmark.model';
import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { UserModel, type User } from '../../models/user.model';
import { toObjectId, type Id } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import type { Person } from '../person.service';

/** A side of a job: enough to show, and how to reach him once that is due. */
export type PartyPerson = Person & Pick<User, 'phone'>;

/** A job with what stands beside it for one who looks at it. */
export interface JobSight {
  readonly job: Omit<Job, 'terms'>;
  readonly client: PartyPerson | undefined;
  readonly craftsman: PartyPerson | undefined;
  /** The viewer's own, the latest one. */
  readonly quote: Quote | undefined;
  readonly invitation: Invitation | undefined;
  /** The owner has blocked him, or he the owner. */
  readonly isBlocked: boolean;
  readonly isBookmarked: boolean;
}

/** The document as it is read. */
export interface SightRow extends Omit<Job, 'terms'> {
  clients: PartyPerson[];
  craftsmen: PartyPerson[];
  ownQuotes?: Quote[];
  ownInvitations?: Invitation[];
  blocks?: unknown[];
  bookmarks: unknown[];
}

/** The job and everything that decides who sees what of it, in one round trip; undefined when there is none. */
export async function findSight(jobId: Id, actor: UserActor): Promise<JobSight | undefined> {
  const [row] = await JobModel.aggregate<SightRow>(sightStages(jobId, actor)).exec();
  if (!row) {
    return undefined;
  }
  const { clients, craftsmen, ownQuotes = [], ownInvitations = [], blocks = [], bookmarks, ...job } = row;
  return {
    job,
    client: clients[0],
    craftsman: craftsmen[0],
    quote: ownQuotes[0],
    invitation: ownInvitations[0],
    isBlocked: blocks.length > 0,
    isBookmarked: bookmarks.length > 0,
  };
}

/** Only craftsmen have quotes and invitations; nothing is hidden from staff by a block. */
export const sightStages = (jobId: Id, actor: UserActor): PipelineStage[] => [
  { $match: { _id: toObjectId(jobId) } },
  { $limit: 1 },
  { $project: { terms: 0 } },
  ...people,
  bookmarkOf(jobId, actor.id),
  ...(actor.roles.includes('craftsman') ? applicationsOf(actor.id) : []),
  ...(actor.role === 'admin' || actor.role === 'moderator' ? [] : [blocksOf(actor.id)]),
];

const card = [{ $project: { firstName: 1, lastName: 1, picture: 1, phone: 1, rating: 1, ratingCount: 1 } }];
const personOf = (localField: 'clientId' | 'craftsmanId', as: 'clients' | 'craftsmen') => ({
  $lookup: { from: UserModel.collection.name, localField, foreignField: '_id', pipeline: card, as },
});
const people = [personOf('clientId', 'clients'), personOf('craftsmanId', 'craftsmen')];

function applicationsOf(userId: Id): PipelineStage[] {
  const own = { $match: { craftsmanId: toObjectId(userId) } };
  const latest = [own, { $sort: { createdAt: -1, _id: -1 } as const }, { $limit: 1 }];
  const from = (collection: string, as: string, pipeline: typeof latest) => ({
    $lookup: { from: collection, localField: '_id', foreignField: 'jobId', pipeline, as },
  });
  return [
    from(QuoteModel.collection.name, 'ownQuotes', latest),
    from(InvitationModel.collection.name, 'ownInvitations', latest),
  ];
}

const bookmarkOf = (jobId: Id, userId: Id): PipelineStage => ({
  $lookup: {
    from: BookmarkModel.collection.name,
    pipeline: [{ $match: { key: bookmarkKeyOf(userId, jobId) } }, { $limit: 1 }, { $project: { _id: 1 } }],
    as: 'bookmarks',
  },
});

const blocksOf = (userId: Id): PipelineStage => ({
  $lookup: {
    from: BlockModel.collection.name,
    localField: 'clientId',
    foreignField: 'people',
    pipeline: [{ $match: { people: toObjectId(userId) } }, { $limit: 1 }, { $project: { _id: 1 } }],
    as: 'blocks',
  },
});
