import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { NotFound } from '../../utils/errors';
import type { ErrorCode } from '../../utils/errorCodes';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { isHired, isOwner, isStaffActor } from '../policies/job.policy';
import { invitationVerbs, inviting, jobVerbs, quoteVerbs, type Asked, type Candidate } from './candidates';
import { quoting } from './quoting';
import { contextOf, figuresOf, type RunningDeps } from './running';
import { upcomingOf, type Upcoming } from './upcoming';

/** Something that may be done now, and the request that does it. */
export type Offered = Omit<Candidate, 'verdict'>;

export type Refused = Pick<Candidate, 'action' | 'quoteId' | 'invitationId'> & { readonly code: ErrorCode };

export interface ActionList {
  readonly jobId: Id;
  readonly status: Job['status'];
  readonly can: readonly Offered[];
  readonly cannot: readonly Refused[];
  readonly upcoming: readonly Upcoming[];
}

export interface ActionListDeps extends RunningDeps {
  /** Whether one of the two has blocked the other. */
  readonly isBlockedPair: (a: Id, b: Id) => Promise<boolean>;
}

/** What concerns the reader of one job: as owner all offers, as craftsman his own. */
export interface Concern {
  readonly job: Job;
  readonly quotes: readonly Quote[];
  readonly invitations: readonly Invitation[];
}

/** Makes the list of what one may do with a job: the policies that the writes obey are asked, nothing else. */
export const makeActionList =
  (deps: ActionListDeps) =>
  async (actor: UserActor, jobId: Id): Promise<ActionList> => {
    const concern = await getConcern(actor, jobId);
    const { job } = concern;
    const figures = await figuresOf(job, deps.settings);
    const ctx = contextOf(figures, deps.clock.now());
    const asked: Asked = { actor, ...concern, ctx, figures };
    const candidates = [
      ...jobVerbs(asked),
      ...quoteVerbs(asked),
      ...inviting(asked),
      ...invitationVerbs(asked),
    ];
    const all = [...candidates, ...(await quoting(asked, deps))];
    return {
      jobId: idOf(job),
      status: job.status,
      can: all.flatMap(({ verdict, ...offered }) => (verdict === true ? [offered] : [])),
      cannot: all.flatMap(refusedOf),
      upcoming: upcomingOf(asked),
    };
  };

function refusedOf({ action, verdict, quoteId, invitationId }: Candidate): Refused[] {
  const target = {
    ...(quoteId !== undefined && { quoteId }),
    ...(invitationId !== undefined && { invitationId }),
  };
  return verdict === true ? [] : [{ action, ...target, code: verdict }];
}

/** The job with what of it concerns this reader; 404 for whom nothing of it does. */
async function getConcern(actor: UserActor, jobId: Id): Promise<Concern> {
  const job = await JobModel.findOne({ _id: toObjectId(jobId) })
    .lean<Job>()
    .exec();
  if (!job) {
    throw new NotFound('request.notFound');
  }
  const isOwn = isOwner(actor, job);
  const mine = isOwn ? {} : { craftsmanId: toObjectId(actor.id) };
  const quotes = await QuoteModel.find({ jobId: job._id, ...mine, ...(isOwn && { isLive: true }) })
    .sort({ createdAt: -1, _id: -1 })
    .lean<Quote[]>();
  const invitations = await InvitationModel.find({
    jobId: job._id,
    ...mine,
    ...(isOwn && { isPending: true }),
  })
    .sort({ createdAt: -1, _id: -1 })
    .lean<Invitation[]>();
  const isConcerned =
    isOwn || isHired(actor, job) || isStaffActor(actor) || quotes.length + invitations.length > 0;
  if (!isConcerned) {
    throw new NotFound('request.notFound');
  }
  // Of his quotes the latest one: there is at most one that is live.
  return { job, quotes: isOwn ? quotes : quotes.slice(0, 1), invitations };
}
