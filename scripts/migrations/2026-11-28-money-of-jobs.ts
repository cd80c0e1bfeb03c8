import { JobModel } from '../../src/models/job.model';
import type { Migration } from './migration';

/** Jobs that were hired before there was money: all of them were for cash, so nothing is held and no fee was taken. */
export const moneyOfJobs: Migration = {
  name: '2026-11-28-money-of-jobs',
  async run() {
    const hired = { contract: { $exists: true }, money: { $exists: false } };
    const money = { price: '$contract.price', due: 0, funded: 0, held: 0, released: 0, fee: 0 };
    const { modifiedCount } = await JobModel.updateMany(hired, [{ $set: { money } }], {
      updatePipeline: true,
    }).exec();
    return modifiedCount;
  },
};
