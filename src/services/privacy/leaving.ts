import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import type { User } from '../../models/user.model';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { cancelIn } from '../acts/cancel-job';
import { actorOf } from '../auth/account';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { endQuote } from '../quotes/changes';
import { invitationFact, quoteFact } from '../quotes/facts';
import { countOut, touchJob } from '../quotes/jobCounts';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { transition } from '../workflows/workflow';

/** What somebody who leaves has left behind him. */
export interface Left {
  readonly endedJobs: number;
  readonly withdrawnQuotes: number;
  readonly withdrawnInvitations: number;
}

type Leaver = Pick<User, '_id' | 'locale'>;

const by = { actor: systemActor } as const;

/**
 * Ends all that waits for somebody who will not answer any more: his live quotes, the invitations to him, his own jobs
 * for which nobody is hired. The other sides are told as always.
 */
export async function leaveAll(tx: Tx, deps: JobMoneyDeps, leaver: Leaver): Promise<Left> {
  const me = leaver._id;
  const quotes = await QuoteModel.find({ craftsmanId: me, status: 'Submitted' }).session(tx).lean<Quote[]>();
  for (const quote of quotes) {
    await withdrawQuote(tx, deps, quote);
  }
  const invitations = await InvitationModel.find({ craftsmanId: me, status: 'Pending' })
    .session(tx)
    .lean<Invitation[]>();
  for (const invitation of invitations) {
    await withdrawInvitation(tx, deps, invitation);
  }
  const jobs = await JobModel.find({ clientId: me, status: { $in: ['Posted', 'Quoted'] } }, { _id: 1 })
    .session(tx)
    .lean<Pick<Job, '_id'>[]>();
  const owner = actorOf({ ...leaver, roles: ['client'], role: 'client' });
  for (const job of jobs) {
    await cancelIn(tx, deps, { actor: owner, jobId: idOf(job) });
  }
  return {
    endedJobs: jobs.length,
    withdrawnQuotes: quotes.length,
    withdrawnInvitations: invitations.length,
  };
}

async function withdrawQuote(tx: Tx, { clock, outbox }: JobMoneyDeps, quote: Quote): Promise<void> {
  const at = clock.now();
  const job = await countOut(tx, quote, at);
  await endQuote(tx, 'withdraw', { quote, at, ...by });
  await outbox.record(tx, 'quote.withdrawn', quoteFact(quote, job), by);
}

async function withdrawInvitation(
  tx: Tx,
  { clock, outbox }: JobMoneyDeps,
  invitation: Invitation,
): Promise<void> {
  const at = clock.now();
  const job = await touchJob(tx, invitation.jobId, { at, inc: { pendingInvitationCount: -1 } });
  await transition(tx, InvitationModel, invitationWorkflow, 'withdraw', {
    id: idOf(invitation),
    at,
    ...by,
    set: { isPending: false, updatedAt: at },
  });
  await outbox.record(tx, 'invitation.withdrawn', invitationFact(invitation, job), by);
}
