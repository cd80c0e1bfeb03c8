import { MediaModel } from '../../src/models/media.model';
import { MediaUsageModel, type MediaUsage } from '../../src/models/mediaUsage.model';
import { idOf } from '../../src/utils/ids';
import { say } from './inDatabase';

/** What is wrong with the files: a count that is not that of the rows, a file in use that its keeper does not have. */
export async function findMediaFaults(): Promise<string[]> {
  const owners = await MediaModel.aggregate<MediaUsage>([
    { $group: { _id: '$ownerId', bytes: { $sum: '$sizeBytes' }, files: { $sum: 1 } } },
  ]).exec();
  const due = new Map(owners.map((one) => [idOf(one), one]));
  const counts = await MediaUsageModel.find().lean<MediaUsage[]>();
  const counted = new Map(counts.map((one) => [idOf(one), one]));
  const users = new Set([...due.keys(), ...counted.keys()]);
  const wrong = [...users].filter((userId) => {
    const [rows, count] = [due.get(userId), counted.get(userId)];
    return (rows?.bytes ?? 0) !== (count?.bytes ?? 0) || (rows?.files ?? 0) !== (count?.files ?? 0);
  });
  const missing = await MediaModel.find({ missingSince: { $exists: true } }, { key: 1 }).lean();
  return [
    ...wrong.map((userId) => `User ${userId}: does not count the files that he has`),
    ...missing.map((media) => `Media ${idOf(media)}: its file ${media.key} is not there`),
  ];
}

/** Everybody's files are counted and there; true when all is so. */
export async function reportMedia(): Promise<boolean> {
  const faults = await findMediaFaults();
  faults.forEach((fault) => say(`  ${fault}`));
  say(`files ${faults.length === 0 ? 'sound' : `NOT sound, ${faults.length} faults`}`);
  return faults.length === 0;
}
