import type { Job } from '../../models/job.model';
import type { Quote } from '../../models/quote.model';
import type { User } from '../../models/user.model';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import { jobWorkflow } from '../workflows/job.workflow';
import { quoteWorkflow, type QuoteEvent } from '../workflows/quote.workflow';
import { definePolicy, type Verdict } from './policy';

/** What of a quote decides who may do what. */
export type QuoteFacts = Pick<
  Quote,
  'clientId' | 'craftsmanId' | 'status' | 'needsConfirmation' | 'expiresAt' | 'version'
>;

export interface QuoteContext {
  readonly now: Date;
  readonly job: Pick<Job, 'status'>;
  /** The one that the owner saw; absent: the live one. */
  readonly version?: number | undefined;
  /** Whether its craftsman may work for others at present; absent: yes. */
  readonly isCraftsmanAvailable?: boolean | undefined;
}

type Check = (actor: Actor, quote: QuoteFacts, ctx: QuoteContext) => Verdict;

/** The first refusal, or yes: the order of the checks is the order of the reasons. */
const all =
  (...checks: readonly Check[]): Check =>
  (actor, quote, ctx) => {
    for (const check of checks) {
      const verdict = check(actor, quote, ctx);
      if (verdict !== true) {
        return verdict;
      }
    }
    return true;
  };

const mine: Check = (actor, quote) => idOf(quote.craftsmanId) === actor.id || 'request.notFound';
const toMe: Check = (actor, quote) => idOf(quote.clientId) === actor.id || 'request.notFound';
const fires =
  (event: QuoteEvent): Check =>
  ({ role }, { status: state }) => {
    if (role === undefined || !quoteWorkflow.events[event].by.includes(role)) {
      return 'workflow.forbidden';
    }
    return mayFire(quoteWorkflow, event, { state, role }) || 'workflow.wrongState';
  };
const hires: Check = ({ role }, _quote, { job }) =>
  mayFire(jobWorkflow, 'hire', { state: job.status, role }) || 'workflow.wrongState';
const valid: Check = (_actor, { expiresAt }, { now }) => expiresAt > now || 'quote.expired';
const seen: Check = (_actor, quote, { version = quote.version }) =>
  version === quote.version || 'quote.versionChanged';
const confirmed: Check = (_actor, quote) => !quote.needsConfirmation || 'quote.needsConfirmation';
const unconfirmed: Check = (_actor, quote) => quote.needsConfirmation || 'quote.nothingToConfirm';
const available: Check = (_actor, _quote, { isCraftsmanAvailable = true }) =>
  isCraftsmanAvailable || 'quote.craftsmanUnavailable';

/** What may be done with a quote now (rules.md, section 2): yes, or the code with which the write refuses. */
export const quotePolicy = definePolicy<QuoteFacts, QuoteContext>()({
  revise: all(mine, fires('revise'), valid),
  confirm: all(mine, fires('confirm'), valid, unconfirmed),
  withdraw: all(mine, fires('withdraw')),
  accept: all(toMe, fires('accept'), hires, valid, seen, confirmed, available),
  decline: all(toMe, fires('decline')),
});

/** What of an account decides whether its owner may quote or be hired. */
export type BidderFacts = Pick<User, 'craftsman' | 'ban' | 'phone' | 'emailKey'>;

export interface QuotingContext {
  readonly now: Date;
  readonly bidder: BidderFacts;
  readonly owner: Pick<User, 'phone' | 'emailKey'>;
  /** One of the two has blocked the other. */
  readonly isBlocked: boolean;
  /** He has quoted on this job or was invited to it, so he may know of it whatever its state. */
  readonly isKnown: boolean;
  readonly hasLiveQuote: boolean;
  /** His invitation is open or accepted: the limit of live quotes is not for him. */
  readonly isInvited: boolean;
  readonly maxLive: number;
  /** What he owes keeps him from cash jobs, or from all. */
  readonly blocksCash: boolean;
  readonly blocksQuotes: boolean;
}

export type QuotableJob = Pick<
  Job,
  'clientId' | 'status' | 'isOpen' | 'isHidden' | 'cappedQuoteCount' | 'paymentType'
>;

/** Any running ban keeps a craftsman from new business, also the one that lets him look around. */
export const isBarred = ({ ban }: Pick<User, 'ban'>, now: Date): boolean =>
  ban !== undefined && (ban.until === undefined || ban.until > now);

/** Whether staff has verified him, and that holds at this moment. */
export const isVerified = ({ craftsman }: Pick<User, 'craftsman'>, now: Date): boolean =>
  craftsman?.verificationStatus === 'Verified' &&
  (craftsman.verifiedUntil === undefined || craftsman.verifiedUntil > now);

/** What ran out by itself keeps nobody from the work that he has offered before. */
const wasVerified = ({ craftsman }: Pick<User, 'craftsman'>): boolean =>
  craftsman?.verificationStatus === 'Verified' ||
  (craftsman?.verificationStatus === 'Pending' && craftsman.verifiedUntil !== undefined);

/** Whether staff has verified him and nothing bars him from new business. */
export const isHireable = (user: Pick<User, 'craftsman' | 'ban'>, now: Date): boolean =>
  wasVerified(user) && !isBarred(user, now);

/** Whether a bidder can be hired for this job: to the owner it is all one, whatever speaks against it. */
export const mayBeHired = (
  user: Pick<User, 'craftsman' | 'ban'> | undefined,
  { paymentType }: Pick<Job, 'paymentType'>,
  { now, blocksCash }: Pick<QuotingContext, 'now' | 'blocksCash'>,
): boolean => user !== undefined && isHireable(user, now) && !(blocksCash && paymentType === 'Cash');

/** Whether a craftsman may quote on a job now; the order is: is it there for him, may he, is there room. */
export const quotingPolicy = definePolicy<QuotableJob, QuotingContext>()({
  quote: (actor, job, ctx) =>
    visible(job, ctx) ?? person(actor, job, ctx) ?? room(job, ctx) ?? debt(job, ctx) ?? true,
});

const visible = (job: QuotableJob, ctx: QuotingContext): Verdict | undefined => {
  const isThere = !job.isHidden && !ctx.isBlocked && (job.isOpen || ctx.isKnown);
  return isThere ? undefined : 'request.notFound';
};

function person(actor: Actor, job: QuotableJob, ctx: QuotingContext): Verdict | undefined {
  const { bidder, owner, now } = ctx;
  const isSame = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;
  const isOwn =
    idOf(job.clientId) === actor.id ||
    isSame(bidder.phone, owner.phone) ||
    isSame(bidder.emailKey, owner.emailKey);
  if (isOwn) {
    return 'quote.ownJob';
  }
  if (isBarred(bidder, now)) {
    return 'quote.restricted';
  }
  return isVerified(bidder, now) ? undefined : 'quote.notVerified';
}

/** Fees that are not paid: no further cash jobs, after long no further jobs at all. */
function debt(
  { paymentType }: QuotableJob,
  { blocksCash, blocksQuotes }: QuotingContext,
): Verdict | undefined {
  return blocksQuotes || (blocksCash && paymentType === 'Cash') ? 'quote.feeDebt' : undefined;
}

function room(job: QuotableJob, ctx: QuotingContext): Verdict | undefined {
  if (!job.isOpen) {
    return 'workflow.wrongState';
  }
  if (ctx.hasLiveQuote) {
    return 'quote.alreadyLive';
  }
  const isFull = !ctx.isInvited && job.cappedQuoteCount >= ctx.maxLive;
  return isFull ? 'quote.limitReached' : undefined;
}
