import type { Job } from '../../models/job.model';
import { after, days, hours } from '../../utils/clock';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { lapseChangeOrder } from '../changeOrders/lapsing';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { afterRelease, lastRelease, moneyOf } from '../jobMoney/figures';
import { payRelease } from '../jobMoney/releasing';
import { decideWaiver } from '../jobMoney/waiver';
import { changeOf, completionOf, moveJob, type Move } from '../jobs/moveJob';
import { FIRM, ownedBy, type JobAct } from '../jobs/running';
import { escrowReleased } from '../ledger/postings/job.postings';
import { openedReviews } from '../reviews/window';

export type CompleteJob = JobAct<{ readonly note?: string | undefined }>;

/**
 * The work is done: by the owner's word, or by the system when nobody has answered in time. What is held for it in
 * escrow is the craftsman's, less our fee; cash waits for what both sides say of it. Both sides are told.
 */
export const makeCompleteJob =
  (deps: JobMoneyDeps): CompleteJob =>
  (actor, { jobId, note }) =>
    inTransaction(async (tx) => {
      const { job, before, figures } = await moveJob(tx, deps, {
        actor,
        jobId,
        whose: ownedBy(actor),
        verb: 'complete',
        event: (seen) => eventOf(seen),
        reason: note,
        change: (seen) => changeAtEnd(tx, seen, { actor, note }),
      });
      await lapseChangeOrder(tx, { job: before, actor, at: deps.clock.now() });
      const release = before.paymentType === 'Escrow' ? { before, job, figures, actor } : undefined;
      const paid =
        release && (await payRelease(tx, deps, { ...release, source: 'escrow', entryOf: escrowReleased }));
      const told = changeOf(job, { actor, event: eventOf(before) });
      await deps.outbox.recordMany(
        tx,
        [
          { event: 'job.statusChanged', data: told },
          { event: 'job.completed', data: { ...completionOf(job, actor), ...paid } },
        ],
        { actor },
      );
      return job;
    });

type Seen = Parameters<Move['change']>[0];
type Change = Awaited<ReturnType<Move['change']>>;

/** Cash may be closed before anybody said that the work began. */
const eventOf = ({ status, paymentType }: Job): 'complete' | 'completeEarly' =>
  paymentType === 'Cash' && (status === 'Hired' || status === 'On The Way') ? 'completeEarly' : 'complete';

function guardOf(actor: Actor, { job, now }: Seen): object {
  if (actor.kind === 'system') {
    return { awaitingAcceptance: true, autoCompletesAt: { $lte: now } };
  }
  return eventOf(job) === 'completeEarly' ? { ...FIRM, paymentType: 'Cash' } : {};
}

interface Word {
  readonly actor: Actor;
  readonly note: string | undefined;
}

async function changeAtEnd(tx: Tx, seen: Seen, { actor, note }: Word): Promise<Change> {
  const { figures, now } = seen;
  return {
    guard: guardOf(actor, seen),
    set: {
      completedAt: now,
      completionNote: note,
      awaitingAcceptance: false,
      disclosedUntil: after(now, days(figures.get('job.disclosureDaysAfterEnd'))),
      reviews: openedReviews(seen),
      ...(await moneyAtEnd(tx, seen)),
    },
    unset: ['autoCompletesAt', 'reschedule', 'openChangeOrder'],
  };
}

/** Escrow is settled at once; cash begins to wait for its confirmation. */
async function moneyAtEnd(tx: Tx, { job, figures, now }: Seen): Promise<Pick<Job, 'money' | 'cash'>> {
  if (job.paymentType !== 'Escrow') {
    return { cash: { confirmsAt: after(now, hours(figures.get('cash.confirmHours'))) } };
  }
  const waiver = await decideWaiver(tx, job);
  return { money: { ...afterRelease(job, lastRelease(job, waiver), waiver), due: moneyOf(job).price } };
}
