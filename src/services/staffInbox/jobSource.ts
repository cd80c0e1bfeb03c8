import { JobModel, type Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { InboxSource } from './source';

/** Running jobs of which one side may not sign in any more: staff helps the other one. */
export const bannedJobSource: InboxSource = {
  kind: 'jobOfBanned',
  right: 'jobs.moderate',
  async list(limit) {
    const waiting = await JobModel.find({ disclosedUntil: null, bannedSince: { $exists: true } })
      .sort({ bannedSince: 1 })
      .limit(limit)
      .lean<Job[]>()
      .exec();
    return waiting.map((job) => ({
      kind: 'jobOfBanned',
      id: idOf(job),
      since: job.bannedSince ?? job.updatedAt,
      facts: {
        jobId: idOf(job),
        status: job.status,
        isClientBanned: isBanned(job, job.clientId),
        isCraftsmanBanned: job.craftsmanId !== undefined && isBanned(job, job.craftsmanId),
        paymentType: job.paymentType,
        held: job.money?.held ?? 0,
        currency: job.currency,
      },
    }));
  },
};

const isBanned = ({ bannedIds = [] }: Job, userId: Job['clientId']): boolean =>
  bannedIds.some((id) => id.equals(userId));
