import { JobModel } from '../../src/models/job.model';
import { days } from '../../src/utils/clock';
import type { Migration } from './migration';

const WINDOW_DAYS = 14;

/** Jobs that were completed before there were reviews: they may be reviewed for as long after that as all others. */
export const reviewsOfJobs: Migration = {
  name: '2026-11-28-reviews-of-jobs',
  async run() {
    const done = {
      status: 'Completed',
      completedAt: { $exists: true },
      reviews: { $exists: false },
    } as const;
    const closesAt = { $add: ['$completedAt', days(WINDOW_DAYS)] };
    const reviews = { closesAt, revealsAt: closesAt, written: [], told: [] };
    const { modifiedCount } = await JobModel.updateMany(done, [{ $set: { reviews } }], {
      updatePipeline: true,
    }).exec();
    return modifiedCount;
  },
};
