import type { Job } from '../../models/job.model';
import { after, days } from '../../utils/clock';
import { inTransaction } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { changeOf, completionOf, moveJob, type Move } from '../jobs/moveJob';
import { FIRM, ownedBy, type JobAct, type RunningDeps } from '../jobs/running';

export type CompleteJob = JobAct<{ readonly note?: string | undefined }>;

/** The work is done: by the owner's word, or by the system when nobody has answered in time. Both sides are told. */
export const makeCompleteJob =
  (deps: RunningDeps): CompleteJob =>
  (actor, { jobId, note }) =>
    inTransaction(async (tx) => {
      const { job, before } = await moveJob(tx, deps, {
        actor,
        jobId,
        whose: ownedBy(actor),
        verb: 'complete',
        event: (seen) => eventOf(seen),
        reason: note,
        change: (seen) => ({ ...endOf(seen, note), guard: guardOf(actor, seen) }),
      });
      const told = changeOf(job, { actor, event: eventOf(before) });
      await deps.outbox.recordMany(
        tx,
        [
          { event: 'job.statusChanged', data: told },
          { event: 'job.completed', data: completionOf(job, actor) },
        ],
        { actor },
      );
      return job;
    });

type Seen = Parameters<Move['change']>[0];

/** Cash may be closed before anybody said that the work began. */
const eventOf = ({ status, paymentType }: Job): 'complete' | 'completeEarly' =>
  paymentType === 'Cash' && (status === 'Hired' || status === 'On The Way') ? 'completeEarly' : 'complete';

function guardOf(actor: Actor, { job, now }: Seen): object {
  if (actor.kind === 'system') {
    return { awaitingAcceptance: true, autoCompletesAt: { $lte: now } };
  }
  return eventOf(job) === 'completeEarly' ? { ...FIRM, paymentType: 'Cash' } : {};
}

const endOf = ({ figures, now }: Seen, note: string | undefined) =>
  ({
    set: {
      completedAt: now,
      completionNote: note,
      awaitingAcceptance: false,
      disclosedUntil: after(now, days(figures.get('job.disclosureDaysAfterEnd'))),
    },
    unset: ['autoCompletesAt', 'reschedule'],
  }) as const;
