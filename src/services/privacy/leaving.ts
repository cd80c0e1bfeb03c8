import { JobModel, type Job } from '../../models/job.model';
import type { User } from '../../models/user.model';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { cancelIn } from '../acts/cancel-job';
import { actorOf } from '../auth/account';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { withdrawInvitations, withdrawQuotes } from '../quotes/openOffers';

/** What somebody who leaves has left behind him. */
export interface Left {
  readonly endedJobs: number;
  readonly withdrawnQuotes: number;
  readonly withdrawnInvitations: number;
}

type Leaver = Pick<User, '_id' | 'locale'>;

/**
 * Ends all that waits for somebody who will not answer any more: his live quotes, the invitations to him, his own jobs
 * for which nobody is hired. The other sides are told as always.
 */
export async function leaveAll(tx: Tx, deps: JobMoneyDeps, leaver: Leaver): Promise<Left> {
  const whose = { userId: idOf(leaver), why: 'left', at: deps.clock.now() } as const;
  const quotes = await withdrawQuotes(tx, whose);
  const invitations = await withdrawInvitations(tx, whose);
  await deps.outbox.recordMany(tx, [...quotes, ...invitations], { actor: systemActor });
  const jobs = await JobModel.find(
    { clientId: leaver._id, status: { $in: ['Posted', 'Quoted'] } },
    { _id: 1 },
  )
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
