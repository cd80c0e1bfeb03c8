import type { Job, Reschedule } from '../../models/job.model';
import { inTransaction } from '../../utils/transaction';
import { talkAboutTime } from '../jobs/rescheduling';
import { factOf, reasonOf, sideOf, type JobAct, type RunningDeps } from '../jobs/running';

const NO_LONGER = { reschedule: 1 } as const;
/** The very proposal that was read; another one needs an answer of its own. */
const readProposal = ({ reschedule }: Job) => ({ 'reschedule.proposedAt': reschedule?.proposedAt ?? null });

/** The other side agrees: the proposed time is now the agreed one. */
export const makeAcceptReschedule =
  (deps: RunningDeps): JobAct =>
  (actor, { jobId }) =>
    inTransaction(async (tx) => {
      const { before, job } = await talkAboutTime(tx, deps, {
        actor,
        jobId,
        verb: 'acceptReschedule',
        guard: readProposal,
        set: ({ reschedule }) => agreedOf(reschedule),
        unset: NO_LONGER,
      });
      const was = before.scheduledAt && { before: before.scheduledAt.toISOString() };
      const data = { ...factOf(job), by: sideOf(actor), ...timeOf(before.reschedule), ...was };
      await deps.outbox.record(tx, 'job.rescheduleAccepted', data, { actor });
      return job;
    });

export type DeclineReschedule = JobAct<{ readonly reason?: string | undefined }>;

/** The other side does not agree, or the one who proposed takes it back: the agreed time stays. */
export const makeDeclineReschedule =
  (deps: RunningDeps): DeclineReschedule =>
  (actor, { jobId, reason }) =>
    inTransaction(async (tx) => {
      const { before, job } = await talkAboutTime(tx, deps, {
        actor,
        jobId,
        verb: 'declineReschedule',
        reason,
        guard: readProposal,
        unset: NO_LONGER,
      });
      const by = sideOf(actor);
      const { scheduledAt } = timeOf(before.reschedule);
      const how = { by, isWithdrawn: before.reschedule?.by === by, scheduledAt, ...reasonOf(reason) };
      await deps.outbox.record(tx, 'job.rescheduleDeclined', { ...factOf(job), ...how }, { actor });
      return job;
    });

const agreedOf = (proposal: Reschedule | undefined): Partial<Job> =>
  proposal ? { scheduledAt: proposal.scheduledAt, scheduledHasTime: proposal.hasTime } : {};

const timeOf = (proposal: Reschedule | undefined): { scheduledAt: string; hasTime: boolean } => ({
  scheduledAt: proposal?.scheduledAt.toISOString() ?? '',
  hasTime: proposal?.hasTime ?? false,
});
