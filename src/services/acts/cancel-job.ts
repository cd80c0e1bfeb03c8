import type { Job } from '../../models/job.model';
import { after, days } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { lapseChangeOrder } from '../changeOrders/lapsing';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { afterEnd, endMoneyOf, endSums, settleEnd, type EndMoney } from '../jobMoney/ending';
import { cancellationOf, type CancellationTerms, type EndedBy } from '../jobs/cancellation';
import { moveJob, type Moved, type Seen } from '../jobs/moveJob';
import { noteCancellation } from '../jobs/reliability';
import { doerOf, factOf, reasonOf, type JobAct } from '../jobs/running';
import { closeOffers } from '../quotes/closeOffers';

export type CancelJob = JobAct<{ readonly reason?: string | undefined }>;

/**
 * The owner, the hired craftsman or staff end a job before the work has begun: what was offered is declined, whoever
 * was invited is free again, a late word costs what the rules say and what is held goes back, everybody is told.
 */
export const makeCancelJob =
  (deps: JobMoneyDeps): CancelJob =>
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
export async function cancelIn(tx: Tx, deps: JobMoneyDeps, order: Cancelling): Promise<Job> {
  const { actor, jobId, reason } = order;
  const timeZone = (await deps.settings.current()).get('market.timeZone');
  const moved = await moveJob(tx, deps, {
    actor,
    jobId,
    verb: 'cancel',
    event: ({ status }) => (status === 'Posted' || status === 'Quoted' ? 'cancelOpen' : 'cancelHired'),
    reason,
    change: (seen) => changeOf(seen, order, timeZone),
  });
  const { job, before, now } = moved;
  const offers = await closeOffers(tx, { job, at: now, why: 'jobCancelled' });
  const end = await settle(tx, deps, { actor, moved, timeZone });
  const data = {
    ...factOf(job),
    by: doerOf(actor),
    fromState: before.status,
    ...reasonOf(reason),
    ...sumsOf(end),
  };
  await deps.outbox.recordMany(tx, [{ event: 'job.cancelled', data }, ...offers], { actor });
  return job;
}

const changeOf = ({ figures, now, job }: Seen, { actor, hides }: Cancelling, timeZone: string) =>
  ({
    set: {
      ...endedBy(actor, now),
      ...(hides && { isHidden: true }),
      ...disclosure(job, after(now, days(figures.get('job.disclosureDaysAfterEnd')))),
      ...moneyAfter(job, cancellationOf(job, { by: byOf(actor), now, figures, timeZone })),
    },
    unset: ['reschedule', 'lapsesAt', 'openChangeOrder'],
  }) as const;

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

/** What is known of the money once the job has ended; an open job never had any. */
export const moneyAfter = (job: Job, terms: CancellationTerms): Pick<Job, 'money'> =>
  job.money ? { money: afterEnd(job, endMoneyOf(job, terms)) } : {};

/** The sums of an end beside its event. */
export const sumsOf = (end: EndMoney) => {
  const sums = endSums(end);
  return sums ? { money: sums } : {};
};

const byOf = (actor: Actor): EndedBy => {
  const doer = doerOf(actor);
  return doer === 'system' ? 'staff' : doer;
};

interface Cancelled {
  readonly actor: Actor;
  readonly moved: Moved;
  readonly timeZone: string;
}

/** The money, and the word that counts against a craftsman. */
async function settle(tx: Tx, deps: JobMoneyDeps, { actor, moved, timeZone }: Cancelled): Promise<EndMoney> {
  const { before, figures, now } = moved;
  const terms = cancellationOf(before, { by: byOf(actor), now, figures, timeZone });
  if (before.craftsmanId) {
    await noteCancellation(tx, before.craftsmanId, terms.reliability);
  }
  await lapseChangeOrder(tx, { job: before, actor, at: now });
  return settleEnd(tx, deps, { before, terms, figures, actor });
}
