import { mongo } from 'mongoose';
import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel } from '../../models/quote.model';
import { UserModel, type User } from '../../models/user.model';
import { after, hours, type Clock } from '../../utils/clock';
import { Conflict, NotFound } from '../../utils/errors';
import { newId, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { BlockService } from '../block.service';
import { renewalOf } from '../jobs/renewal';
import type { Outbox } from '../outbox/outbox.service';
import { invitingPolicy, type InvitingContext } from '../policies/invitation.policy';
import { invitationFact } from '../quotes/facts';
import { holdAccount } from '../quotes/holdAccount';
import { refusal } from '../quotes/jobCounts';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { beginningOf } from '../workflows/workflow';

export interface SendingDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
  readonly blocks: Pick<BlockService, 'isBlocked'>;
}

export interface NewInvitation {
  readonly jobId: Id;
  readonly craftsmanId: Id;
}

export type SendInvitation = (actor: UserActor, given: NewInvitation) => Promise<Invitation>;

const DUPLICATE_KEY = 11_000;

/** Makes the invitation of a craftsman to a job: once ever, told at once; the job's 30 days begin anew. */
export const makeSendInvitation =
  (deps: SendingDeps): SendInvitation =>
  async (actor, given) => {
    const figures = await deps.settings.current();
    const send = (tx: Tx): Promise<Invitation> => invite(tx, { actor, given, figures }, deps);
    return inTransaction(send).catch(asAlreadyInvited);
  };

interface Order {
  readonly actor: UserActor;
  readonly given: NewInvitation;
  readonly figures: SettingsView;
}

async function invite(tx: Tx, order: Order, deps: SendingDeps): Promise<Invitation> {
  const { actor, given, figures } = order;
  const at = deps.clock.now();
  await assertMayInvite(tx, order, deps);
  const job = await countOne(tx, order, at);
  const invitation: Invitation = {
    ...beginningOf(invitationWorkflow, { actor, at }),
    _id: newId(),
    jobId: job._id,
    clientId: job.clientId,
    craftsmanId: toObjectId(given.craftsmanId),
    isPending: true,
    expiresAt: after(at, hours(figures.get('invitation.ttlHours'))),
    createdAt: at,
    updatedAt: at,
  };
  await InvitationModel.create([invitation], { session: tx });
  const data = { ...invitationFact(invitation, job), expiresAt: invitation.expiresAt.toISOString() };
  await deps.outbox.record(tx, 'invitation.sent', data, { actor });
  return invitation;
}

/** Everything that speaks against it is read in the snapshot; the job's counter and the unique index have the last word. */
async function assertMayInvite(tx: Tx, { actor, given, figures }: Order, deps: SendingDeps): Promise<void> {
  const session = { session: tx };
  const [jobId, craftsmanId] = [toObjectId(given.jobId), toObjectId(given.craftsmanId)];
  const own = { _id: jobId, clientId: toObjectId(actor.id) };
  const job = await JobModel.findOne(own, null, session).lean<Job>();
  if (!job) {
    throw new NotFound('request.notFound');
  }
  const about = { jobId, craftsmanId };
  await holdAccount(tx, given.craftsmanId);
  const craftsman = { _id: craftsmanId, roles: 'craftsman' } as const;
  const found = await UserModel.findOne(craftsman, PERSON, session).lean<Pick<User, 'craftsman' | 'ban'>>();
  const isBlocked = await deps.blocks.isBlocked(actor.id, given.craftsmanId);
  const ctx: InvitingContext = {
    now: deps.clock.now(),
    craftsmanId: given.craftsmanId,
    craftsman: isBlocked ? undefined : (found ?? undefined),
    wasInvited: (await InvitationModel.exists(about).session(tx)) !== null,
    hasLiveQuote: (await QuoteModel.exists({ ...about, isLive: true }).session(tx)) !== null,
    invitableStates: figures.get('invitation.invitableStates'),
    maxPending: figures.get('invitation.maxPending'),
  };
  const verdict = invitingPolicy.invite(actor, job, ctx);
  if (verdict !== true) {
    throw refusal(verdict, job.status);
  }
}

const PERSON = { ban: 1, 'craftsman.verificationStatus': 1, 'craftsman.verifiedUntil': 1 } as const;

/** One more pending invitation, if there is room and the job still takes them. */
async function countOne(tx: Tx, { actor, given, figures }: Order, at: Date): Promise<Job> {
  const job = await JobModel.findOneAndUpdate(
    {
      _id: toObjectId(given.jobId),
      clientId: toObjectId(actor.id),
      isHidden: false,
      status: { $in: [...figures.get('invitation.invitableStates')] },
      pendingInvitationCount: { $lt: figures.get('invitation.maxPending') },
    },
    {
      $set: { ...renewalOf(figures, at), updatedAt: at },
      $unset: { expiryWarnedAt: 1 },
      $inc: { pendingInvitationCount: 1, revision: 1 },
    },
    { session: tx, returnDocument: 'after' },
  ).lean<Job>();
  if (!job) {
    throw new Conflict('workflow.wrongState', { pvt: { jobId: given.jobId } });
  }
  return job;
}

/** The unique index decides between two at once, not the look beforehand. */
function asAlreadyInvited(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('invitation.alreadyInvited', { cause: error });
  }
  throw error;
}
