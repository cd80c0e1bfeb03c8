import type { Job } from '../../models/job.model';
import { after, days, minutes } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { isStaff } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import { jobWorkflow, type JobEvent } from '../workflows/job.workflow';
import { mayBeDisputed } from './disputable.policy';
import { definePolicy, type Verdict } from './policy';

/** What of a job decides who may do what. */
export type JobFacts = Pick<
  Job,
  | '_id'
  | 'status'
  | 'clientId'
  | 'craftsmanId'
  | 'paymentType'
  | 'firmAt'
  | 'awaitingAcceptance'
  | 'reworkCount'
  | 'scheduledAt'
  | 'scheduledHasTime'
  | 'reschedule'
  | 'completedAt'
  | 'dispute'
  | 'lapsesAt'
  | 'cash'
  | 'money'
  | 'openChangeOrder'
  | 'reviews'
>;

/** The instant of the question, and the figures of the settings that were pinned at hire. */
export interface JobContext {
  readonly now: Date;
  readonly reworkMax: number;
  readonly noShowMinutes: number;
  readonly disputeOpenDays: number;
}

type Check = (actor: Actor, job: JobFacts, ctx: JobContext) => Verdict;

export const isOwner = (actor: Actor, job: Pick<Job, 'clientId'>): boolean => idOf(job.clientId) === actor.id;
/** Whether the actor is the craftsman who was hired. */
export const isHired = (actor: Actor, job: Pick<Job, 'craftsmanId'>): boolean =>
  job.craftsmanId !== undefined && idOf(job.craftsmanId) === actor.id;
/** Whether staff is asking. */
export const isStaffActor = (actor: Actor): boolean =>
  actor.kind === 'user' && actor.role !== undefined && isStaff([actor.role]);

/** From when on the other side may be reported absent; undefined when no hour was agreed. */
export const absentFrom = (
  { scheduledAt, scheduledHasTime }: Pick<Job, 'scheduledAt' | 'scheduledHasTime'>,
  noShowMinutes: number,
): Date | undefined =>
  scheduledAt && scheduledHasTime === true ? after(scheduledAt, minutes(noShowMinutes)) : undefined;

/** Until when a proposed time can be accepted: its hour, or the end of its day anywhere on earth. */
export const proposalEnds = ({ scheduledAt, hasTime }: NonNullable<Job['reschedule']>): Date =>
  hasTime ? scheduledAt : after(scheduledAt, days(1.5));

/** The first refusal, or yes: the order of the checks is the order of the reasons. */
const all =
  (...checks: readonly Check[]): Check =>
  (actor, job, ctx) => {
    for (const check of checks) {
      const verdict = check(actor, job, ctx);
      if (verdict !== true) {
        return verdict;
      }
    }
    return true;
  };

/** Strangers do not learn that there is a job; those concerned learn that it is not theirs to do. */
const concerned: Check = (actor, job) =>
  isOwner(actor, job) || isHired(actor, job) || isStaffActor(actor) || 'request.notFound';
const owner: Check = (actor, job, ctx) =>
  isOwner(actor, job) || (concerned(actor, job, ctx) === true ? 'workflow.forbidden' : 'request.notFound');
const hired: Check = (actor, job, ctx) =>
  isHired(actor, job) || (concerned(actor, job, ctx) === true ? 'workflow.forbidden' : 'request.notFound');
const firm: Check = (_actor, { firmAt }) => firmAt !== undefined || 'job.notFirm';

const fires =
  (event: JobEvent): Check =>
  ({ role }, { status: state }) => {
    if (role === undefined || !jobWorkflow.events[event].by.includes(role)) {
      return 'workflow.forbidden';
    }
    return mayFire(jobWorkflow, event, { state, role }) || 'workflow.wrongState';
  };

const unsubmitted: Check = (_actor, job) => !job.awaitingAcceptance || 'job.alreadySubmitted';
const submitted: Check = (_actor, job) => job.awaitingAcceptance || 'job.notSubmitted';
const reworkLeft: Check = (_actor, job, ctx) => job.reworkCount < ctx.reworkMax || 'job.reworkExhausted';

/** Cash may be closed before anybody said that the work began. */
const completes: Check = (actor, job, ctx) => {
  const normally = fires('complete')(actor, job, ctx);
  return normally === 'workflow.wrongState' && job.paymentType === 'Cash'
    ? all(fires('completeEarly'), firm)(actor, job, ctx)
    : normally;
};

const cancels: Check = (actor, job, ctx) => {
  const open = fires('cancelOpen')(actor, job, ctx);
  return open === true || fires('cancelHired')(actor, job, ctx);
};

const absence: Check = (_actor, job, ctx) => {
  const from = absentFrom(job, ctx.noShowMinutes);
  if (from === undefined) {
    return 'job.noAgreedTime';
  }
  return from <= ctx.now || 'job.tooEarlyForNoShow';
};

const absent: Check = (actor, job, ctx) =>
  fires(isOwner(actor, job) ? 'reportCraftsmanAbsent' : 'reportClientAbsent')(actor, job, ctx);

/** In which states the agreed time can still be moved. */
export const RESCHEDULABLE = ['Hired', 'On The Way'] as const;
const movable: Check = ({ role }, { status }) => {
  if (role !== 'client' && role !== 'craftsman') {
    return 'workflow.forbidden';
  }
  return RESCHEDULABLE.some((state) => state === status) || 'workflow.wrongState';
};
const noProposal: Check = (_actor, job) => job.reschedule === undefined || 'job.rescheduleOpen';
const proposal: Check = (_actor, job) => job.reschedule !== undefined || 'job.noReschedule';
const othersProposal: Check = (actor, job) =>
  job.reschedule?.by !== (isOwner(actor, job) ? 'client' : 'craftsman') || 'job.rescheduleIsYours';
const timelyProposal: Check = (_actor, { reschedule }, { now }) =>
  (reschedule !== undefined && proposalEnds(reschedule) > now) || 'job.rescheduleTooLate';

const disputable: Check = (_actor, job, ctx) => mayBeDisputed(job, ctx);

/** Only the two sides: staff decide on disputes, they confirm and release nothing. */
const side: Check = (actor, job) => isOwner(actor, job) || isHired(actor, job) || 'workflow.forbidden';
const inStates =
  (...states: readonly Job['status'][]): Check =>
  (_actor, { status }) =>
    states.includes(status) || 'workflow.wrongState';

const cashOpen: Check = (_actor, { paymentType, cash }) => {
  if (paymentType === 'Escrow') {
    return 'cash.notPaidInCash';
  }
  if (cash?.confirmedAt) {
    return 'cash.alreadyConfirmed';
  }
  return cash !== undefined || 'workflow.wrongState';
};

/** Asks nothing but the job and what this side has done: what the other side has written it may not learn here. */
const unreviewed: Check = (actor, { reviews, clientId }) =>
  reviews?.written.includes(isOwner(actor, { clientId }) ? 'client' : 'craftsman') !== true ||
  'review.alreadyWritten';
const reviewsOpen: Check = (_actor, { reviews }, { now }) =>
  (reviews?.revealsAt !== undefined && reviews.revealsAt > now) || 'review.closed';

/** Whoever has several roles acts in the one that fits. */
const as =
  (role: 'client' | 'craftsman'): Check =>
  (actor) =>
    actor.role === role || 'workflow.forbidden';

const escrow: Check = (_actor, { paymentType }) => paymentType === 'Escrow' || 'release.notEscrow';
const held: Check = (_actor, { money }) => (money?.held ?? 0) > 0 || 'release.nothingHeld';

/** In which states an extra price can still be agreed on. */
export const CHANGEABLE = ['Hired', 'On The Way', 'In Progress'] as const;
const changeable = inStates(...CHANGEABLE);
const noOrder: Check = (_actor, job) => job.openChangeOrder === undefined || 'changeOrder.open';
const order: Check = (_actor, job) => job.openChangeOrder !== undefined || 'changeOrder.none';
const unanswered: Check = (_actor, job) => job.openChangeOrder?.isAccepted !== true || 'changeOrder.accepted';

/** In which states a hire takes money: until it is firm, and what is agreed on top while the work goes on. */
const TAKES_MONEY: readonly Job['status'][] = ['Hired', 'On The Way', 'In Progress'];
/** Whether something has to be paid in for this hire and is not yet. */
export const isPayable = ({ status, money }: Pick<Job, 'status' | 'money'>): boolean =>
  TAKES_MONEY.includes(status) && money !== undefined && money.due > money.funded;

const clientsOwn: Check = ({ role }) => role === 'client' || 'access.forbidden';
const hiredSomebody: Check = (_actor, { status }) => TAKES_MONEY.includes(status) || 'workflow.wrongState';
const due: Check = (_actor, job) => isPayable(job) || 'payment.nothingDue';
const inTime: Check = (_actor, { firmAt, lapsesAt }, { now }) =>
  firmAt !== undefined || lapsesAt === undefined || lapsesAt > now || 'payment.tooLate';

/**
 * Who may do what with a job from hire to end (rules.md, section 1): yes, or the code with which the write refuses.
 * The acts ask the same rules for their reasons; their filters are the lock.
 */
export const jobPolicy = definePolicy<JobFacts, JobContext>()({
  pay: all(owner, clientsOwn, hiredSomebody, due, inTime),
  setOut: all(hired, fires('setOut'), firm),
  start: all(hired, fires('start'), firm),
  submit: all(hired, fires('submitWork'), unsubmitted),
  rework: all(owner, fires('requestRework'), submitted, reworkLeft),
  complete: all(owner, completes),
  cancel: all(concerned, cancels),
  noShow: all(concerned, absent, firm, absence),
  proposeReschedule: all(concerned, movable, noProposal),
  acceptReschedule: all(concerned, movable, proposal, othersProposal, timelyProposal),
  declineReschedule: all(concerned, movable, proposal),
  confirmCash: all(concerned, side, inStates('Completed'), cashOpen),
  release: all(owner, as('client'), escrow, inStates('In Progress'), held),
  proposeChangeOrder: all(hired, as('craftsman'), changeable, firm, noOrder),
  acceptChangeOrder: all(owner, as('client'), changeable, order, unanswered),
  declineChangeOrder: all(concerned, side, changeable, order, unanswered),
  review: all(concerned, side, inStates('Completed'), unreviewed, reviewsOpen),
  dispute: all(concerned, fires('dispute'), disputable, firm),
});

export type JobVerb = keyof typeof jobPolicy;

type OwnedJob = Pick<Job, 'clientId' | 'status' | 'isOpen' | 'isHidden'> & {
  /** Its owner owes a fee. */
  readonly owesFee?: boolean;
};
type OwnerCheck = (actor: Actor, job: OwnedJob) => Verdict;

const mayPost: OwnerCheck = (actor, job) => {
  if (!isOwner(actor, job)) {
    return 'request.notFound';
  }
  if (actor.role !== 'client') {
    return 'access.forbidden';
  }
  return actor.isRestricted !== true || 'job.restricted';
};
const shown: OwnerCheck = (_actor, { isHidden }) => !isHidden || 'job.hiddenByStaff';
const owesNothing: OwnerCheck = (_actor, { owesFee }) => owesFee !== true || 'job.feeDebt';
const isClosed: OwnerCheck = (_actor, { status }) =>
  status === 'Completed' || status === 'Cancelled' || 'job.notClosed';

/** What the owner may do with the posting itself, before and after. */
export const postingPolicy = definePolicy<OwnedJob>()({
  edit: (actor, job) => firstOf(mayPost(actor, job), job.isOpen || 'job.notEditable'),
  extend: (actor, job) => firstOf(mayPost(actor, job), shown(actor, job), job.isOpen || 'job.notOpen'),
  repost: (actor, job) =>
    firstOf(mayPost(actor, job), shown(actor, job), isClosed(actor, job), owesNothing(actor, job)),
});

const firstOf = (...verdicts: readonly Verdict[]): Verdict =>
  verdicts.find((verdict) => verdict !== true) ?? true;
