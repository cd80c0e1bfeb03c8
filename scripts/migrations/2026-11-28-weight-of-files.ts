import { MediaModel } from '../../src/models/media.model';
import { MediaUsageModel, type MediaUsage } from '../../src/models/mediaUsage.model';
import type { Migration } from './migration';

/** Files from before they were counted for each user and looked for every week. */
export const weightOfFiles: Migration = {
  name: '2026-11-28-weight-of-files',
  async run() {
    const owners = await MediaModel.aggregate<MediaUsage>([
      { $group: { _id: '$ownerId', bytes: { $sum: '$sizeBytes' }, files: { $sum: 1 } } },
    ]).exec();
    for (const { _id, bytes, files } of owners) {
      await MediaUsageModel.updateOne({ _id }, { $set: { bytes, files } }, { upsert: true }).exec();
    }
    const unchecked = { checkedAt: { $exists: false } };
    await MediaModel.updateMany(unchecked, [{ $set: { checkedAt: '$createdAt' } }], {
      updatePipeline: true,
    }).exec();
    return owners.length;
  },
};
