import type { Job } from '../../models/job.model';
import { after, days, minutes } from '../../utils/clock';
import { inTransaction } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { lapseChangeOrder } from '../changeOrders/lapsing';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { settleEnd } from '../jobMoney/ending';
import { absenceOf, type CancellationTerms } from '../jobs/cancellation';
import { moveJob } from '../jobs/moveJob';
import { doerOf, factOf, FIRM, reasonOf, sideOf, type Figures, type JobAct } from '../jobs/running';
import { isOwner } from '../policies/job.policy';
import { endedBy, moneyAfter, sumsOf } from './cancel-job';

export type ReportAbsence = JobAct<{ readonly reason?: string | undefined }>;

/** One side was not there at the agreed hour: the other one ends the job without a cost of its own; a client pays for the way. */
export const makeReportAbsence =
  (deps: JobMoneyDeps): ReportAbsence =>
  (actor, { jobId, reason }) =>
    inTransaction(async (tx) => {
      const { job, before, figures, now } = await moveJob(tx, deps, {
        actor,
        jobId,
        verb: 'noShow',
        event: (seen) => (isOwner(actor, seen) ? 'reportCraftsmanAbsent' : 'reportClientAbsent'),
        reason,
        change: (seen) => ({
          guard: {
            ...FIRM,
            scheduledHasTime: true,
            scheduledAt: { $lte: after(seen.now, -minutes(seen.figures.get('job.noShowMinutes'))) },
          },
          set: {
            ...endedBy(actor, seen.now),
            disclosedUntil: after(seen.now, days(seen.figures.get('job.disclosureDaysAfterEnd'))),
            ...moneyAfter(seen.job, termsOf(seen.job, actor, seen.figures)),
          },
          unset: ['reschedule', 'openChangeOrder'],
        }),
      });
      await lapseChangeOrder(tx, { job: before, actor, at: now });
      const terms = termsOf(before, actor, figures);
      const end = await settleEnd(tx, deps, { before, terms, figures, actor });
      const how = {
        by: doerOf(actor),
        fromState: before.status,
        absent: absentOf(actor),
        ...reasonOf(reason),
      };
      await deps.outbox.record(tx, 'job.cancelled', { ...factOf(job), ...how, ...sumsOf(end) }, { actor });
      return job;
    });

const absentOf = (actor: Actor): 'client' | 'craftsman' =>
  sideOf(actor) === 'client' ? 'craftsman' : 'client';

const termsOf = (job: Job, actor: Actor, figures: Figures): CancellationTerms =>
  absenceOf(job, { absent: absentOf(actor), figures });
