import type { Job } from '../../models/job.model';
import { after, days } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { cancellationOf, type EndedBy } from '../jobs/cancellation';
import { moveJob, type Moved } from '../jobs/moveJob';
import { noteCancellation } from '../jobs/reliability';
import { doerOf, factOf, reasonOf, type JobAct, type RunningDeps } from '../jobs/running';
import { closeOffers } from '../quotes/closeOffers';

export type CancelJob = JobAct<{ readonly reason?: string | undefined }>;

/**
 * The owner, the hired craftsman or staff end a job before the work has begun: what was offered is declined, whoever
 * was invited is free again, a craftsman's late word counts, everybody is told.
 */
export const makeCancelJob =
  (deps: RunningDeps): CancelJob =>
  (actor, given) =>
    inTransaction((tx) => cancelIn(tx, deps, { actor, ...given }));

export interface Cancelling {
  readonly actor: Actor;
  readonly jobId: Id;
  readonly reason?: string | undefined;
  /** Staff also take it out of sight. */
  readonly hides?: boolean;
}

/** The same as a part of something larger. */
export async function cancelIn(
  tx: Tx,
  deps: RunningDeps,
  { actor, jobId, reason, hides }: Cancelling,
): Promise<Job> {
  const moved = await moveJob(tx, deps, {
    actor,
    jobId,
    verb: 'cancel',
    event: ({ status }) => (status === 'Posted' || status === 'Quoted' ? 'cancelOpen' : 'cancelHired'),
    reason,
    change: ({ figures, now, job }) => ({
      set: {
        ...endedBy(actor, now),
        ...(hides && { isHidden: true }),
        ...disclosure(job, after(now, days(figures.get('job.disclosureDaysAfterEnd')))),
      },
      unset: ['reschedule', 'lapsesAt'],
    }),
  });
  const { job, before, now } = moved;
  const offers = await closeOffers(tx, { job, at: now, why: 'jobCancelled' });
  await noteReliability(tx, { actor, moved, deps });
  const data = { ...factOf(job), by: doerOf(actor), fromState: before.status, ...reasonOf(reason) };
  await deps.outbox.recordMany(tx, [{ event: 'job.cancelled', data }, ...offers], { actor });
  return job;
}

/** The facts of an end that stand beside the status. */
export const endedBy = (actor: Actor, now: Date) =>
  ({
    isOpen: false,
    quoteCount: 0,
    cappedQuoteCount: 0,
    pendingInvitationCount: 0,
    cancelledAt: now,
    cancelledBy: doerOf(actor),
  }) as const;

/** Who has seen address and phone sees them a little longer; nobody begins to see them by an end. */
export const disclosure = ({ firmAt }: Pick<Job, 'firmAt'>, until: Date): { disclosedUntil?: Date } =>
  firmAt ? { disclosedUntil: until } : {};

interface Cancelled {
  readonly actor: Actor;
  readonly moved: Moved;
  readonly deps: RunningDeps;
}

async function noteReliability(tx: Tx, { actor, moved, deps }: Cancelled): Promise<void> {
  const by = doerOf(actor);
  const { before, figures, now } = moved;
  if (by !== 'craftsman' || !before.craftsmanId) {
    return;
  }
  const timeZone = (await deps.settings.current()).get('market.timeZone');
  const { reliability } = cancellationOf(before, { by: by satisfies EndedBy, now, figures, timeZone });
  await noteCancellation(tx, before.craftsmanId, reliability);
}
