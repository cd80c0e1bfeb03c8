import { after, days, minutes } from '../../utils/clock';
import { inTransaction } from '../../utils/transaction';
import { moveJob } from '../jobs/moveJob';
import { doerOf, factOf, FIRM, reasonOf, sideOf, type JobAct, type RunningDeps } from '../jobs/running';
import { isOwner } from '../policies/job.policy';
import { endedBy } from './cancel-job';

export type ReportAbsence = JobAct<{ readonly reason?: string | undefined }>;

/** One side was not there at the agreed hour: the other one ends the job without a cost of its own. */
export const makeReportAbsence =
  (deps: RunningDeps): ReportAbsence =>
  (actor, { jobId, reason }) =>
    inTransaction(async (tx) => {
      const { job, before } = await moveJob(tx, deps, {
        actor,
        jobId,
        verb: 'noShow',
        event: (seen) => (isOwner(actor, seen) ? 'reportCraftsmanAbsent' : 'reportClientAbsent'),
        reason,
        change: ({ figures, now }) => ({
          guard: {
            ...FIRM,
            scheduledHasTime: true,
            scheduledAt: { $lte: after(now, -minutes(figures.get('job.noShowMinutes'))) },
          },
          set: {
            ...endedBy(actor, now),
            disclosedUntil: after(now, days(figures.get('job.disclosureDaysAfterEnd'))),
          },
          unset: ['reschedule'],
        }),
      });
      const absent = sideOf(actor) === 'client' ? 'craftsman' : 'client';
      const how = { by: doerOf(actor), fromState: before.status, absent, ...reasonOf(reason) } as const;
      await deps.outbox.record(tx, 'job.cancelled', { ...factOf(job), ...how }, { actor });
      return job;
    });
