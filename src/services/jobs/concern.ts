import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { UserModel, type User } from '../../models/user.model';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { keptFromCash } from '../debts/debtState';
import { isOwner } from '../policies/job.policy';
import { relationOf, sightOf } from '../policies/jobSight.policy';
import { mayBeHired } from '../policies/quote.policy';
import type { Figures } from './running';

/** What concerns the reader of one job: as owner all offers, as craftsman his own. */
export interface Concern {
  readonly job: Job;
  readonly quotes: readonly Quote[];
  readonly invitations: readonly Invitation[];
  readonly isBlocked: boolean;
  /** The bidders who can be hired at present; the owner asks. */
  readonly hireable: ReadonlySet<Id>;
}

export interface Asking {
  readonly jobId: Id;
  readonly now: Date;
  /** The present ones. */
  readonly figures: Figures;
  /** Whether one of the two has blocked the other. */
  readonly isBlockedPair: (a: Id, b: Id) => Promise<boolean>;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** The job with what of it concerns this reader; 404 for whom nothing of it does. */
export async function getConcern(actor: UserActor, asking: Asking): Promise<Concern> {
  const { jobId, isBlockedPair } = asking;
  const job = await JobModel.findOne({ _id: toObjectId(jobId) })
    .lean<Job>()
    .exec();
  if (!job) {
    throw new NotFound('request.notFound');
  }
  const isOwn = isOwner(actor, job);
  const offers = isOwn ? await offersTo(job) : await offersOf(actor, job);
  const hasApplied = offers.quotes.length + offers.invitations.length > 0;
  const isBlocked = !isOwn && hasApplied && (await isBlockedPair(actor.id, idOf(job.clientId)));
  const relation = relationOf(actor, job, { hasApplied, isBlocked });
  if (relation === 'stranger' || sightOf(relation, job, { isBlocked }) === 'none') {
    throw new NotFound('request.notFound');
  }
  const hireable = isOwn ? await hireableAmong(offers.quotes, { ...asking, job }) : new Set<Id>();
  return { job, ...offers, isBlocked, hireable };
}

type Offers = Pick<Concern, 'quotes' | 'invitations'>;

/** Those that the owner can still answer. */
async function offersTo({ _id: jobId }: Job): Promise<Offers> {
  const quotes = await QuoteModel.find({ jobId, isLive: true }).sort(newestFirst).lean<Quote[]>();
  const pending = { jobId, isPending: true };
  return { quotes, invitations: await InvitationModel.find(pending).sort(newestFirst).lean<Invitation[]>() };
}

/** Of his quotes the latest one: there is at most one that is live. */
async function offersOf({ id }: UserActor, { _id: jobId }: Job): Promise<Offers> {
  const own = { jobId, craftsmanId: toObjectId(id) };
  const quotes = await QuoteModel.find(own).sort(newestFirst).limit(1).lean<Quote[]>();
  return { quotes, invitations: await InvitationModel.find(own).lean<Invitation[]>() };
}

type Hiring = Pick<Asking, 'now' | 'figures'> & Pick<Concern, 'job'>;

async function hireableAmong(
  quotes: readonly Quote[],
  { job, now, figures }: Hiring,
): Promise<ReadonlySet<Id>> {
  const ids = quotes.map(({ craftsmanId }) => craftsmanId);
  if (ids.length === 0) {
    return new Set();
  }
  const fields = { ban: 1, 'craftsman.verificationStatus': 1, 'craftsman.verifiedUntil': 1 } as const;
  const bidders = await UserModel.find({ _id: { $in: ids } }, fields).lean<User[]>();
  const kept = job.paymentType === 'Cash' ? await keptFromCash(ids, { now, figures }) : new Set<Id>();
  const can = (one: User): boolean => mayBeHired(one, job, { now, blocksCash: kept.has(idOf(one)) });
  return new Set(bidders.filter(can).map((one) => idOf(one)));
}
