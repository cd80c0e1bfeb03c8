import type { Invitation } from '../../models/invitation.model';
import type { Job } from '../../models/job.model';
import type { User } from '../../models/user.model';
import { idOf, type Id } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import { invitationWorkflow, type InvitationEvent } from '../workflows/invitation.workflow';
import { definePolicy, type Verdict } from './policy';
import { isBarred, isVerified } from './quote.policy';

/** What of an invitation decides who may do what. */
export type InvitationFacts = Pick<Invitation, 'clientId' | 'craftsmanId' | 'status' | 'expiresAt'>;

export interface InvitationContext {
  readonly now: Date;
  readonly job: Pick<Job, 'isOpen'>;
}

type Check = (actor: Actor, invitation: InvitationFacts, ctx: InvitationContext) => Verdict;

const fires =
  (event: InvitationEvent): Check =>
  ({ role }, { status: state }) => {
    if (role === undefined || !invitationWorkflow.events[event].by.includes(role)) {
      return 'workflow.forbidden';
    }
    return mayFire(invitationWorkflow, event, { state, role }) || 'workflow.wrongState';
  };

const respond =
  (event: 'accept' | 'reject'): Check =>
  (actor, invitation, ctx) => {
    if (idOf(invitation.craftsmanId) !== actor.id) {
      return 'request.notFound';
    }
    const verdict = fires(event)(actor, invitation, ctx);
    if (verdict !== true) {
      return verdict;
    }
    if (!ctx.job.isOpen) {
      return 'workflow.wrongState';
    }
    return invitation.expiresAt > ctx.now || 'invitation.expired';
  };

/** What may be done with an invitation now (rules.md, section 3): yes, or the code with which the write refuses. */
export const invitationPolicy = definePolicy<InvitationFacts, InvitationContext>()({
  accept: respond('accept'),
  reject: respond('reject'),
  withdraw: (actor, invitation, ctx) =>
    idOf(invitation.clientId) === actor.id ? fires('withdraw')(actor, invitation, ctx) : 'request.notFound',
});

export type InvitingJob = Pick<Job, 'clientId' | 'status' | 'isHidden' | 'pendingInvitationCount'>;

export interface InvitingContext {
  readonly now: Date;
  readonly craftsmanId: Id;
  /** The account behind the id, when it is a craftsman's whom the owner can see. */
  readonly craftsman: Pick<User, 'craftsman' | 'ban'> | undefined;
  readonly wasInvited: boolean;
  readonly hasLiveQuote: boolean;
  readonly invitableStates: readonly Job['status'][];
  readonly maxPending: number;
}

/** Whether the owner may invite this craftsman now; the order is: whose job, in which state, whom, is there room. */
export const invitingPolicy = definePolicy<InvitingJob, InvitingContext>()({
  invite: (actor, job, ctx) => {
    if (idOf(job.clientId) !== actor.id) {
      return 'request.notFound';
    }
    if (ctx.craftsmanId === actor.id) {
      return 'invitation.yourself';
    }
    return stateOf(job, ctx) ?? personOf(ctx) ?? room(job, ctx) ?? true;
  },
});

const stateOf = (job: InvitingJob, ctx: InvitingContext): Verdict | undefined =>
  ctx.invitableStates.includes(job.status) && !job.isHidden ? undefined : 'workflow.wrongState';

function personOf({ craftsman, now }: InvitingContext): Verdict | undefined {
  if (!craftsman) {
    return 'request.notFound';
  }
  const isFree = isVerified(craftsman, now) && !isBarred(craftsman, now);
  return isFree ? undefined : 'invitation.craftsmanUnavailable';
}

function room(job: InvitingJob, ctx: InvitingContext): Verdict | undefined {
  if (ctx.wasInvited) {
    return 'invitation.alreadyInvited';
  }
  if (ctx.hasLiveQuote) {
    return 'invitation.alreadyQuoted';
  }
  return job.pendingInvitationCount < ctx.maxPending ? undefined : 'invitation.limitReached';
}
