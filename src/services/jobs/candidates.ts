import { idOf, newId, type Id } from '../../utils/ids';
import type { Role, UserActor } from '../../utils/types/actor';
import { invitationPolicy, invitingPolicy } from '../policies/invitation.policy';
import {
  isHired,
  isOwner,
  isStaffActor,
  jobPolicy,
  type JobContext,
  postingPolicy,
  type JobVerb,
} from '../policies/job.policy';
import type { Verdict } from '../policies/policy';
import { quotePolicy } from '../policies/quote.policy';
import type { Dispute } from '../../models/dispute.model';
import type { Quote } from '../../models/quote.model';
import type { DebtState } from '../debts/debtState';
import type { Concern } from './concern';
import type { Figures } from './running';

/** Something that a reader of a job might do, with what the policy says of it and the request that does it. */
export interface Candidate {
  readonly action: string;
  readonly verdict: Verdict;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Keys of the body that are given. */
  readonly body?: Readonly<Record<string, string>>;
  /** Keys of the body that the reader has to say. */
  readonly needs?: readonly string[];
  readonly quoteId?: Id;
  readonly invitationId?: Id;
  readonly disputeId?: Id;
}

export interface Asked extends Concern {
  readonly actor: UserActor;
  readonly ctx: JobContext;
  readonly figures: Figures;
  /** What the reader owes, and what that keeps him from. */
  readonly debt: DebtState;
  /** The latest dispute about the job, while there is something to be done or to wait for. */
  readonly dispute: Dispute | undefined;
}

type Request = Pick<Candidate, 'method' | 'body' | 'needs'> & {
  readonly at: string;
  /** Not under the job: it is named in the body. */
  readonly isElsewhere?: true;
};

const status = (wished: string, needs?: readonly string[]): Request => ({
  method: 'PATCH',
  at: '/status',
  body: { status: wished },
  ...(needs && { needs }),
});
const post = (at: string, needs?: readonly string[]): Request => ({
  method: 'POST',
  at,
  ...(needs && { needs }),
});

/** The request of each act on the job itself. */
const REQUESTS: Readonly<Record<JobVerb, Request>> = {
  pay: { method: 'POST', at: '/payments/initiate', body: { purpose: 'job' }, isElsewhere: true },
  setOut: status('On The Way'),
  start: status('In Progress'),
  submit: status('Completed'),
  complete: status('Completed'),
  rework: post('/rework'),
  cancel: status('Cancelled'),
  noShow: post('/no-show'),
  proposeReschedule: post('/reschedule', ['scheduledAt']),
  acceptReschedule: post('/reschedule/accept'),
  declineReschedule: post('/reschedule/decline'),
  dispute: status('Disputed', ['reason']),
  review: { method: 'POST', at: '/reviews', needs: ['rating'], isElsewhere: true },
  confirmCash: post('/cash-confirmation', ['amount']),
  release: post('/release', ['amount']),
  proposeChangeOrder: post('/change-orders', ['amount', 'reason']),
  acceptChangeOrder: post('/change-orders/:changeOrderId/accept'),
  declineChangeOrder: post('/change-orders/:changeOrderId/decline'),
};

const SHARED = [
  'cancel',
  'noShow',
  'proposeReschedule',
  'acceptReschedule',
  'declineReschedule',
  'confirmCash',
  'declineChangeOrder',
  'dispute',
  'review',
] as const;
/** What each side may at some time do; what it never may is not worth a line. */
const OF_OWNER: readonly JobVerb[] = ['pay', 'complete', 'rework', 'release', 'acceptChangeOrder', ...SHARED];
const OF_HIRED: readonly JobVerb[] = ['setOut', 'start', 'submit', 'proposeChangeOrder', ...SHARED];

function pathOf({ job }: Pick<Concern, 'job'>, at: string): string {
  const { changeOrderId = job._id } = job.openChangeOrder ?? {};
  return `/api/jobs/${idOf(job)}${at.replace(':changeOrderId', idOf(changeOrderId))}`;
}

/** What may be done with the job itself. */
export function jobVerbs(asked: Asked): Candidate[] {
  const { actor, job, ctx } = asked;
  return verbsFor(asked).map((verb) => {
    const { at, isElsewhere, ...request } = REQUESTS[verb];
    const there = isElsewhere
      ? { path: `/api${at}`, body: { ...request.body, jobId: idOf(job) } }
      : { path: pathOf(asked, at) };
    return { action: verb, verdict: jobPolicy[verb](actor, job, ctx), ...request, ...there };
  });
}

function verbsFor({ actor, job }: Asked): readonly JobVerb[] {
  if (isOwner(actor, job)) {
    return OF_OWNER;
  }
  if (isHired(actor, job)) {
    return OF_HIRED;
  }
  return isStaffActor(actor) ? ['cancel'] : [];
}

const POSTING = [
  { action: 'edit', method: 'PATCH', at: '', needs: ['what changes'] },
  { action: 'extend', ...post('/extend') },
  { action: 'repost', ...post('/repost') },
] as const satisfies readonly (Request & { readonly action: keyof typeof postingPolicy })[];

/** What the owner may do with the posting itself. */
export function postingVerbs(asked: Asked): Candidate[] {
  const { actor, job, debt } = asked;
  const rows = isOwner(actor, job) ? POSTING : [];
  const posting = { ...job, owesFee: debt.blocksPosting };
  return rows.map(({ action, at, ...request }) => ({
    action,
    verdict: postingPolicy[action](actor, posting),
    path: pathOf(asked, at),
    ...request,
  }));
}

/** Some routes let in one role only, and ask that before anything else. */
const behind = (role: Role, { actor }: Asked, verdict: Verdict): Verdict =>
  actor.role === role ? verdict : 'access.forbidden';

/** What may be done with each quote that the reader sees. */
export function quoteVerbs(asked: Asked): Candidate[] {
  const { actor, job, quotes, ctx, hireable } = asked;
  const isOwn = isOwner(actor, job);
  const [rows, role] = isOwn
    ? [QUOTES_OF_OWNER, 'client' as const]
    : [QUOTES_OF_CRAFTSMAN, 'craftsman' as const];
  const about = ({ craftsmanId }: Quote) => ({
    now: ctx.now,
    job,
    isCraftsmanAvailable: hireable.has(idOf(craftsmanId)),
  });
  return quotes.flatMap((quote) =>
    rows.map(({ action, verb, at, ...request }) => ({
      action,
      verdict: behind(role, asked, quotePolicy[verb](actor, quote, about(quote))),
      path: pathOf(asked, `/quotes/${idOf(quote)}${at}`),
      ...request,
      quoteId: idOf(quote),
    })),
  );
}

type QuoteRow = Request & { readonly action: string; readonly verb: keyof typeof quotePolicy };

const QUOTES_OF_OWNER: readonly QuoteRow[] = [
  { action: 'acceptQuote', verb: 'accept', ...post('/accept') },
  { action: 'declineQuote', verb: 'decline', ...post('/reject') },
];
const QUOTES_OF_CRAFTSMAN: readonly QuoteRow[] = [
  { action: 'reviseQuote', verb: 'revise', method: 'PATCH', at: '', needs: ['price'] },
  { action: 'confirmQuote', verb: 'confirm', ...post('/confirm') },
  { action: 'withdrawQuote', verb: 'withdraw', method: 'DELETE', at: '' },
];

/** What may be done with each invitation that the reader sees. */
export function invitationVerbs(asked: Asked): Candidate[] {
  const { actor, job, invitations, ctx } = asked;
  const isOwn = isOwner(actor, job);
  const [rows, role] = isOwn
    ? [INVITATIONS_OF_OWNER, 'client' as const]
    : [INVITATIONS_OF_CRAFTSMAN, 'craftsman' as const];
  return invitations.flatMap((invitation) =>
    rows.map(({ action, verb, at, ...request }) => ({
      action,
      verdict: behind(role, asked, invitationPolicy[verb](actor, invitation, { now: ctx.now, job })),
      path: pathOf(asked, at.replace(':id', idOf(invitation))),
      ...request,
      invitationId: idOf(invitation),
    })),
  );
}

type InvitationRow = Request & { readonly action: string; readonly verb: keyof typeof invitationPolicy };

const respond = (response: string): Request => ({ ...post('/invitations/respond'), body: { response } });

const INVITATIONS_OF_OWNER: readonly InvitationRow[] = [
  { action: 'withdrawInvitation', verb: 'withdraw', method: 'DELETE', at: '/invitations/:id' },
];
const INVITATIONS_OF_CRAFTSMAN: readonly InvitationRow[] = [
  { action: 'acceptInvitation', verb: 'accept', ...respond('Accepted') },
  { action: 'rejectInvitation', verb: 'reject', ...respond('Rejected') },
];

/** Whether the owner may invite anybody: a craftsman whom nothing speaks against. */
export function inviting(asked: Asked): Candidate[] {
  const { actor, job, ctx, figures } = asked;
  if (!isOwner(actor, job)) {
    return [];
  }
  const { at, ...request } = post('/invite', ['craftsmanId']);
  const verdict = invitingPolicy.invite(actor, job, {
    now: ctx.now,
    craftsmanId: idOf(newId()),
    craftsman: { craftsman: ANYBODY },
    wasInvited: false,
    hasLiveQuote: false,
    invitableStates: figures.get('invitation.invitableStates'),
    maxPending: figures.get('invitation.maxPending'),
  });
  return [
    { action: 'invite', verdict: behind('client', asked, verdict), path: pathOf(asked, at), ...request },
  ];
}

const ANYBODY = {
  skills: [],
  radiusKm: 0,
  isAvailable: true,
  portfolio: [],
  verificationStatus: 'Verified' as const,
  cancellations: 0,
};
