import { BadRequest } from '../../utils/errors';
import { inTransaction } from '../../utils/transaction';
import { t } from '../../utils/i18n';
import { proposalEnds } from '../policies/job.policy';
import { talkAboutTime } from '../jobs/rescheduling';
import { factOf, reasonOf, sideOf, type JobAct, type RunningDeps } from '../jobs/running';

export interface AnotherTime {
  readonly scheduledAt: Date;
  /** False for a day without an hour. */
  readonly hasTime: boolean;
  readonly reason?: string | undefined;
}

export type ProposeReschedule = JobAct<AnotherTime>;

/** One side proposes another time; nothing changes before the other side accepts. */
export const makeProposeReschedule =
  (deps: RunningDeps): ProposeReschedule =>
  (actor, { jobId, scheduledAt, hasTime, reason }) =>
    inTransaction(async (tx) => {
      const by = sideOf(actor);
      const proposal = (now: Date) => ({ by, proposedAt: now, scheduledAt, hasTime, ...reasonOf(reason) });
      if (proposalEnds(proposal(scheduledAt)) <= deps.clock.now()) {
        const message = t(actor.locale, 'message.mustBeAhead', { field: 'scheduledAt' });
        throw new BadRequest('request.invalid', { pub: { errors: [{ field: 'scheduledAt', message }] } });
      }
      const { job } = await talkAboutTime(tx, deps, {
        actor,
        jobId,
        verb: 'proposeReschedule',
        reason,
        guard: () => ({ reschedule: { $exists: false } }),
        set: (_before, now) => ({ reschedule: proposal(now) }),
      });
      const about = { by, scheduledAt: scheduledAt.toISOString(), hasTime, ...reasonOf(reason) };
      await deps.outbox.record(tx, 'job.rescheduleProposed', { ...factOf(job), ...about }, { actor });
      return job;
    });
