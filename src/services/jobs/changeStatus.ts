import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel } from '../../models/quote.model';
import { DISPUTE_REASONS, type DisputeReason } from '../../utils/disputeWords';
import { BadRequest, Forbidden, NotFound } from '../../utils/errors';
import { t } from '../../utils/i18n';
import { toObjectId, type Id } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import type { UserActor } from '../../utils/types/actor';
import type { CancelJob } from '../acts/cancel-job';
import type { CompleteJob } from '../acts/complete-job';
import type { OpenDispute } from '../acts/open-dispute';
import type { RequestRework } from '../acts/request-rework';
import type { SubmitWork } from '../acts/submit-work';
import type { MediaService } from '../media.service';
import { isHired, isOwner, isStaffActor } from '../policies/job.policy';
import type { JobState } from '../workflows/job.workflow';
import type { JobAct, RunningDeps } from './running';

export interface StatusWish {
  readonly jobId: Id;
  readonly status: JobState;
  readonly reason?: string | undefined;
  /** Media ids or addresses of one's own uploads. */
  readonly photos?: readonly string[] | undefined;
  readonly uploads?: readonly UploadedFile[] | undefined;
  readonly quoteId?: Id | undefined;
}

/** The acts that a wish for a status may mean. */
export interface StatusActs {
  readonly setOut: JobAct;
  readonly startWork: JobAct;
  readonly submitWork: SubmitWork;
  readonly requestRework: RequestRework;
  readonly completeJob: CompleteJob;
  readonly cancelJob: CancelJob;
  readonly openDispute: OpenDispute;
  /** Hires the craftsman of a quote. */
  readonly hire: (actor: UserActor, given: { readonly jobId: Id; readonly quoteId: Id }) => Promise<unknown>;
  /** Takes back the quote of a bidder. */
  readonly withdrawQuote: (
    actor: UserActor,
    given: { readonly jobId: Id; readonly quoteId: Id; readonly reason?: string | undefined },
  ) => Promise<unknown>;
}

export type StatusDeps = RunningDeps & StatusActs & { readonly mediaLibrary: Pick<MediaService, 'accept'> };

type Relation = 'owner' | 'hired' | 'staff' | 'bidder';

/**
 * Fires the event that leads to a status (rules.md, section 1). Only who asks and what he wishes choose the act: whether
 * it may be is decided by the act, so that a repeated request meets the stored answer of the first one.
 */
export const makeChangeStatus =
  (deps: StatusDeps) =>
  async (actor: UserActor, wish: StatusWish): Promise<void> => {
    const job = await findJob(wish.jobId);
    const relation = job && (await relationOf(actor, job));
    if (!job || !relation) {
      throw new NotFound('request.notFound');
    }
    const act = ACTS[relation][wish.status];
    if (!act) {
      throw new Forbidden('workflow.forbidden', { pub: { currentState: job.status } });
    }
    await act(deps, { actor, job, wish });
  };

const findJob = (jobId: Id): Promise<Job | null> =>
  JobModel.findOne({ _id: toObjectId(jobId) })
    .lean<Job>()
    .exec();

async function relationOf(actor: UserActor, job: Job): Promise<Relation | undefined> {
  if (isOwner(actor, job)) {
    return 'owner';
  }
  if (isHired(actor, job)) {
    return 'hired';
  }
  if (isStaffActor(actor)) {
    return 'staff';
  }
  return (await findOwnQuote(actor, job)) ? 'bidder' : undefined;
}

interface Order {
  readonly actor: UserActor;
  readonly job: Job;
  readonly wish: StatusWish;
}

type Act = (deps: StatusDeps, order: Order) => Promise<unknown>;

const cancel: Act = ({ cancelJob }, { actor, wish }) => cancelJob(actor, wish);

const dispute: Act = ({ openDispute }, { actor, wish: { jobId, reason: description } }) => {
  if (description === undefined) {
    throw missing('reason', actor);
  }
  return openDispute(actor, { jobId, reason: reasonIn(description), description });
};

/** One of the reasons, however it is written; whatever else was said is told as it stands. */
function reasonIn(said: string): DisputeReason {
  const word = said.trim().toLowerCase().replace(/[ -]/g, '_');
  return DISPUTE_REASONS.find((reason) => reason === word) ?? 'other';
}

const hire: Act = (deps, { actor, wish: { jobId, quoteId } }) => {
  if (quoteId === undefined) {
    throw missing('quoteId', actor);
  }
  return deps.hire(actor, { jobId, quoteId });
};

const submit: Act = async ({ mediaLibrary, submitWork }, { actor, wish }) => {
  const { jobId, reason, photos = [], uploads = [] } = wish;
  const kept = await mediaLibrary.accept(actor, uploads, 'jobPhoto');
  return submitWork(actor, {
    jobId,
    reason,
    photos: [...photos, ...kept.map(({ _id }) => _id.toHexString())],
  });
};

/** A bidder's job goes on without him. */
const withdraw: Act = async ({ withdrawQuote }, { actor, job, wish: { jobId, reason } }) => {
  const quote = await findOwnQuote(actor, job);
  if (!quote) {
    throw new NotFound('request.notFound');
  }
  return withdrawQuote(actor, { jobId, quoteId: quote._id.toHexString(), reason });
};

/** Who fires what by wishing which status; what is not here nobody in this place may ever do. */
const ACTS: Readonly<Record<Relation, Partial<Record<JobState, Act>>>> = {
  owner: {
    Hired: hire,
    'In Progress': ({ requestRework }, { actor, wish }) => requestRework(actor, wish),
    Completed: ({ completeJob }, { actor, wish: { jobId, reason: note } }) =>
      completeJob(actor, { jobId, note }),
    Disputed: dispute,
    Cancelled: cancel,
  },
  hired: {
    'On The Way': ({ setOut }, { actor, wish }) => setOut(actor, wish),
    'In Progress': ({ startWork }, { actor, wish }) => startWork(actor, wish),
    Completed: submit,
    Disputed: dispute,
    Cancelled: cancel,
  },
  staff: { Cancelled: cancel },
  bidder: { Cancelled: withdraw },
};

/** The latest one: a craftsman has at most one that is live. */
const findOwnQuote = (actor: UserActor, { _id: jobId }: Job): Promise<{ _id: Job['_id'] } | null> =>
  QuoteModel.findOne({ jobId, craftsmanId: toObjectId(actor.id) }, { _id: 1 })
    .sort({ createdAt: -1, _id: -1 })
    .lean<{ _id: Job['_id'] }>()
    .exec();

function missing(field: string, actor: UserActor): BadRequest {
  const message = t(actor.locale, 'message.isRequiredHere', { field });
  return new BadRequest('request.invalid', { pub: { errors: [{ field, message }] } });
}
