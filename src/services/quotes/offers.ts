import type { PipelineStage } from 'mongoose';
import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { UserModel, type User } from '../../models/user.model';
import { NotFound } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Person } from '../person.service';

/** Whom a hire concerns, with what decides whether he can be hired. */
export type Hired = Person & Pick<User, 'craftsman' | 'ban' | 'openFees'>;

interface Wanted {
  readonly jobId: Id;
  readonly quoteId: Id;
}

/** A job with all that a hire settles. */
export interface Offers {
  readonly job: Job;
  /** The live ones, and the one asked for whatever its state. */
  readonly quotes: readonly Quote[];
  readonly invitations: readonly Invitation[];
  readonly craftsman: Hired | undefined;
}

/**
 * Read in one go, and decided upon: whoever changes a quote or an invitation changes the job in the same transaction,
 * so that writing the job proves that nothing of this has changed.
 */
export async function readOffers(tx: Tx, actor: UserActor, { jobId, quoteId }: Wanted): Promise<Offers> {
  const own = { _id: toObjectId(jobId), clientId: toObjectId(actor.id) };
  const pipeline = [{ $match: own }, ...offersOf(toObjectId(quoteId))];
  const [found] = await JobModel.aggregate<FoundOffers>(pipeline).session(tx);
  if (!found) {
    throw new NotFound('request.notFound');
  }
  const { quotes, invitations, craftsmen, ...job } = found;
  return { job, quotes, invitations, craftsman: craftsmen[0] };
}

function offersOf(wanted: Quote['_id']): PipelineStage[] {
  const isWanted = { input: '$quotes', as: 'quote', cond: { $eq: ['$$quote._id', wanted] } };
  const ofJob = { localField: '_id', foreignField: 'jobId' };
  return [
    {
      $lookup: {
        ...ofJob,
        from: QuoteModel.collection.collectionName,
        pipeline: [{ $match: { $or: [{ isLive: true }, { _id: wanted }] } }, { $unset: 'history' }],
        as: 'quotes',
      },
    },
    {
      $lookup: {
        ...ofJob,
        from: InvitationModel.collection.collectionName,
        pipeline: [{ $match: { isPending: true } }, { $unset: 'history' }],
        as: 'invitations',
      },
    },
    { $addFields: { chosen: { $filter: isWanted } } },
    {
      $lookup: {
        from: UserModel.collection.collectionName,
        localField: 'chosen.craftsmanId',
        foreignField: '_id',
        pipeline: [{ $project: PERSON }],
        as: 'craftsmen',
      },
    },
    { $project: { history: 0, terms: 0, chosen: 0 } },
  ];
}

type FoundOffers = Job & Pick<Offers, 'quotes' | 'invitations'> & { readonly craftsmen: readonly Hired[] };

const PERSON = {
  firstName: 1,
  lastName: 1,
  picture: 1,
  rating: 1,
  ratingCount: 1,
  ban: 1,
  openFees: 1,
  'craftsman.verificationStatus': 1,
  'craftsman.verifiedUntil': 1,
} as const;
