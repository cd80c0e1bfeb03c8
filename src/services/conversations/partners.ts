import type { Types } from 'mongoose';
import { ConversationModel, type Conversation } from '../../models/conversation.model';
import { InvitationModel } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel } from '../../models/quote.model';
import { BadRequest, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { pairKeyOf } from '../blocks/pairs';

/** With whom about what: the owner of a job and one craftsman. */
export type Partners = Pick<Conversation, 'jobId' | 'clientId' | 'craftsmanId'>;

export interface TalkWish {
  /** Absent: the job that the two have spoken of last, else the latest one that joins them. */
  readonly jobId?: Id | undefined;
  /** Absent: the other side of the job. */
  readonly participantId?: Id | undefined;
}

type TalkedJob = Pick<Job, '_id' | 'clientId' | 'craftsmanId' | 'isHidden'>;

const SHOWN = { clientId: 1, craftsmanId: 1, isHidden: 1 } as const;
const newestFirst = { createdAt: -1, _id: -1 } as const;

/** Whom the wish means; 404 unless the one owns a job and the other is hired for it, has quoted on it, or was invited to it. */
export const findPartners = (actor: UserActor, { jobId, participantId }: TalkWish): Promise<Partners> =>
  jobId === undefined
    ? findLatest(actor, participantId ?? actor.id)
    : findAbout(actor, { jobId, participantId });

async function findAbout(
  actor: UserActor,
  { jobId, participantId }: TalkWish & { readonly jobId: Id },
): Promise<Partners> {
  const job = await JobModel.findOne({ _id: toObjectId(jobId) }, SHOWN).lean<TalkedJob>();
  if (!job) {
    throw notThere();
  }
  const isOwner = idOf(job.clientId) === actor.id;
  const partners = isOwner ? withCraftsman(job, participantId) : withOwner(job, actor, participantId);
  if (!(await concernsBoth(job, partners.craftsmanId))) {
    throw notThere();
  }
  return partners;
}

const partnersOf = (job: TalkedJob, craftsmanId: Types.ObjectId): Partners => ({
  jobId: job._id,
  clientId: job.clientId,
  craftsmanId,
});

function withCraftsman(job: TalkedJob, participantId: Id | undefined): Partners {
  const craftsmanId = participantId === undefined ? job.craftsmanId : toObjectId(participantId);
  if (!craftsmanId) {
    throw new BadRequest('conversation.participantNeeded');
  }
  return partnersOf(job, craftsmanId);
}

/** What staff has hidden is not there for those who only applied. */
function withOwner(job: TalkedJob, { id }: UserActor, participantId: Id = idOf(job.clientId)): Partners {
  const isHired = job.craftsmanId !== undefined && idOf(job.craftsmanId) === id;
  if (participantId !== idOf(job.clientId) || (job.isHidden && !isHired)) {
    throw notThere();
  }
  return partnersOf(job, toObjectId(id));
}

async function concernsBoth(job: TalkedJob, craftsmanId: Types.ObjectId): Promise<boolean> {
  if (job.craftsmanId?.equals(craftsmanId)) {
    return true;
  }
  const his = { jobId: job._id, craftsmanId };
  return ((await QuoteModel.exists(his)) ?? (await InvitationModel.exists(his))) !== null;
}

/** Without a job: what the two have spoken of last, else the latest offer between them, whoever of them owns the job. */
async function findLatest({ id }: UserActor, participantId: Id): Promise<Partners> {
  const pairKey = pairKeyOf(id, participantId);
  const spoken = await ConversationModel.findOne({ pairKey })
    .sort({ lastAt: -1, _id: -1 })
    .lean<Conversation>();
  if (spoken) {
    return spoken;
  }
  const offers = [...(await offersBetween(participantId, id)), ...(await offersBetween(id, participantId))];
  const [latest] = offers.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  if (!latest) {
    throw notThere();
  }
  const { jobId, clientId, craftsmanId } = latest;
  return { jobId, clientId, craftsmanId };
}

type Offer = Partners & { readonly createdAt: Date };

/** The latest quote and the latest invitation of a craftsman for a job of this client. */
async function offersBetween(craftsman: Id, client: Id): Promise<Offer[]> {
  const between = { craftsmanId: toObjectId(craftsman), clientId: toObjectId(client) };
  const quote = await QuoteModel.findOne(between).sort(newestFirst).lean<Offer>();
  const invitation = await InvitationModel.findOne(between).sort(newestFirst).lean<Offer>();
  return [quote, invitation].filter((offer) => offer !== null);
}

const notThere = (): NotFound => new NotFound('request.notFound');
