import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { idOf, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { JobActionEvents } from '../outbox/events/jobAction.events';
import type { JobVerb } from '../policies/job.policy';
import { jobWorkflow, type JobEvent } from '../workflows/job.workflow';
import { transition, type Transition } from '../workflows/workflow';
import {
  contextOf,
  doerOf,
  factOf,
  figuresOf,
  getJob,
  partyOf,
  reasonOf,
  refusalOf,
  type Figures,
  type RunningDeps,
} from './running';

type Change = Pick<Transition<Job>, 'guard' | 'set' | 'unset' | 'inc'>;

/** The job before the act, with the figures that hold for it. */
export interface Seen {
  readonly job: Job;
  readonly figures: Figures;
  readonly now: Date;
}

export interface Move {
  readonly actor: Actor;
  readonly jobId: Id;
  /** Whose act it is: 404 for strangers, 403 for the other side. Absent: of everybody concerned. */
  readonly whose?: QueryFilter<Job>;
  /** The rule that says why not. */
  readonly verb: JobVerb;
  /** Which event of the table; some acts mean another one in another state. */
  readonly event: (job: Job, now: Date) => JobEvent;
  readonly change: (seen: Seen) => Change | Promise<Change>;
  readonly reason?: string | undefined;
}

export interface Moved extends Seen {
  /** The job as it was. */
  readonly before: Job;
}

/**
 * Fires one event on a job: read, moved by a conditional write, refused with the reason that the policy gives.
 * What is read decides only figures and the name of the event; whoever changes the job meanwhile makes this begin again.
 */
export async function moveJob(tx: Tx, { clock, settings }: RunningDeps, order: Move): Promise<Moved> {
  const { actor, jobId, whose, verb, reason } = order;
  const where = partyOf(actor);
  const now = clock.now();
  const before = await getJob(tx, jobId, where);
  const figures = await figuresOf(before, settings);
  const ctx = contextOf(figures, now);
  const change = await order.change({ job: before, figures, now });
  const job = await transition(tx, JobModel, jobWorkflow, order.event(before, now), {
    id: jobId,
    actor,
    at: now,
    where,
    ...change,
    guard: { ...whose, ...change.guard },
    set: { updatedAt: now, ...change.set },
    inc: { revision: 1, ...change.inc },
    reason,
    explain: (seen) => refusalOf(verb, { actor, job: seen, ctx }),
  });
  return { before, job, figures, now };
}

type Told = JobActionEvents['job.statusChanged'];

/** What both sides are told of the last change of a job's status. */
export function changeOf(
  job: Job,
  { actor, event }: { readonly actor: Actor; readonly event: Told['event'] },
): Told {
  const last = job.history.at(-1);
  return {
    ...factOf(job),
    event,
    from: last?.from ?? job.status,
    to: job.status,
    by: doerOf(actor),
    ...reasonOf(last?.reason),
    ...(job.autoCompletesAt && { autoCompletesAt: job.autoCompletesAt.toISOString() }),
  };
}

/** That the job is done, for all that follows from it. */
export const completionOf = (job: Job, actor: Actor): JobActionEvents['job.completed'] => ({
  ...factOf(job),
  by: doerOf(actor),
  ...(job.contract && { quoteId: idOf(job.contract.quoteId) }),
  ...(job.cash?.confirmsAt && { cashConfirmsAt: job.cash.confirmsAt.toISOString() }),
});
