import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import { invitationPolicy } from '../policies/invitation.policy';
import { invitationFact } from '../quotes/facts';
import { refusal, touchJob } from '../quotes/jobCounts';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { transition } from '../workflows/workflow';

export interface AnsweringDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

export interface InvitationAnswer {
  readonly response: 'Accepted' | 'Rejected';
  readonly reason?: string | undefined;
}

/** What ends a pending invitation by somebody's hand. Each gives the invitation as it is then. */
export interface Answering {
  /** The craftsman's answer; the client is told. Yes opens quoting beyond the limit, it does not hire. */
  respond(actor: UserActor, jobId: Id, answer: InvitationAnswer): Promise<Invitation>;
  /** The owner takes it back. */
  withdraw(actor: UserActor, jobId: Id, invitationId: Id): Promise<Invitation>;
}

type Verb = keyof typeof invitationPolicy;

/** Makes the ends of invitations: the job is changed before the invitation, so that two at once conflict there. */
export function makeAnswering({ clock, outbox }: AnsweringDeps): Answering {
  return {
    respond: (actor, jobId, { response, reason }) =>
      inTransaction(async (tx) => {
        const isYes = response === 'Accepted';
        const own = { jobId: toObjectId(jobId), craftsmanId: toObjectId(actor.id) };
        const ask = { actor, own, verb: isYes ? 'accept' : 'reject', reason } as const;
        const { invitation, job } = await end(tx, ask, clock);
        const data = { ...invitationFact(invitation, job), ...(reason !== undefined && { reason }) };
        await outbox.record(tx, isYes ? 'invitation.accepted' : 'invitation.rejected', data, { actor });
        return invitation;
      }),
    withdraw: (actor, jobId, invitationId) =>
      inTransaction(async (tx) => {
        const [_id, clientId] = [toObjectId(invitationId), toObjectId(actor.id)];
        const own = { _id, jobId: toObjectId(jobId), clientId };
        const { invitation, job } = await end(tx, { actor, own, verb: 'withdraw' }, clock);
        await outbox.record(tx, 'invitation.withdrawn', invitationFact(invitation, job), { actor });
        return invitation;
      }),
  };
}

interface Ask {
  readonly actor: UserActor;
  readonly own: Partial<Pick<Invitation, '_id' | 'jobId' | 'clientId' | 'craftsmanId'>>;
  readonly verb: Verb;
  readonly reason?: string | undefined;
}

async function end(tx: Tx, ask: Ask, clock: Clock): Promise<{ invitation: Invitation; job: Job }> {
  const { actor, own, verb, reason } = ask;
  const at = clock.now();
  const before = await readAllowed(tx, ask, at);
  const job = await touchJob(tx, before.jobId, { at, inc: { pendingInvitationCount: -1 } });
  const invitation = await transition(tx, InvitationModel, invitationWorkflow, verb, {
    id: idOf(before),
    actor,
    at,
    where: own,
    set: { isPending: false, updatedAt: at, ...(verb === 'withdraw' ? {} : { respondedAt: at }) },
    reason,
  });
  return { invitation, job };
}

async function readAllowed(tx: Tx, { actor, own, verb }: Ask, now: Date): Promise<Invitation> {
  const session = { session: tx };
  const invitation = await InvitationModel.findOne(own, null, session).lean<Invitation>();
  const fields = { status: 1, isOpen: 1 } as const;
  const job =
    invitation &&
    (await JobModel.findById(invitation.jobId, fields, session).lean<Pick<Job, 'status' | 'isOpen'>>());
  if (!invitation || !job) {
    throw new NotFound('request.notFound');
  }
  const verdict = invitationPolicy[verb](actor, invitation, { now, job });
  if (verdict !== true) {
    const isPending = invitation.status === 'Pending';
    throw refusal(verdict, isPending && !job.isOpen ? job.status : invitation.status);
  }
  return invitation;
}
