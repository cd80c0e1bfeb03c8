import { mongo } from 'mongoose';
import { MediaModel, type Media } from '../../models/media.model';
import { MediaUsageModel, type MediaUsage } from '../../models/mediaUsage.model';
import { TooLarge } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { SettingService } from '../setting.service';

const DUPLICATE_KEY = 11_000;

/** Writes the rows of one user's files to be, unless they are more than he may have: then 413, and none is written. */
export async function reserve(rows: readonly Media[], settings: Pick<SettingService, 'get'>): Promise<void> {
  const [first] = rows;
  if (!first) {
    return;
  }
  const { ownerId } = first;
  const most = {
    bytes: await settings.get('media.maxBytesPerUser'),
    files: await settings.get('media.maxFilesPerUser'),
  };
  const wish = { ownerId, rows, most };
  if (await write(wish)) {
    return;
  }
  await beginUsage(ownerId); // he had no count, perhaps
  if (!(await write(wish))) {
    throw await exceeded(ownerId, most);
  }
}

type Size = Pick<MediaUsage, 'bytes' | 'files'>;

interface Wish {
  readonly ownerId: MediaUsage['_id'];
  readonly rows: readonly Media[];
  readonly most: Size;
}

/**
 * Room and rows are written together. The filter decides, so that uploads at once find the same room once. A repeated
 * request reserves anew: what it had reserved before may be given up by now.
 */
function write({ ownerId, rows, most }: Wish): Promise<boolean> {
  const bytes = rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const files = rows.length;
  const withRoom = { _id: ownerId, bytes: { $lte: most.bytes - bytes }, files: { $lte: most.files - files } };
  const work = async (tx: Tx): Promise<boolean> => {
    const taken = { $inc: { bytes, files } };
    const { matchedCount } = await MediaUsageModel.updateOne(withRoom, taken, { session: tx });
    if (matchedCount === 1) {
      await MediaModel.insertMany(rows, { session: tx });
    }
    return matchedCount === 1;
  };
  return inTransaction(work, { remember: false, turn: `media ${idOf(ownerId)}` });
}

/** A count that is there stays as it is. */
async function beginUsage(ownerId: MediaUsage['_id']): Promise<void> {
  try {
    const nothing = { $setOnInsert: { bytes: 0, files: 0 } };
    await MediaUsageModel.updateOne({ _id: ownerId }, nothing, { upsert: true });
  } catch (error) {
    // Another upload of his may begin it this very moment.
    if (!(error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY)) {
      throw error;
    }
  }
}

async function exceeded(ownerId: MediaUsage['_id'], most: Size): Promise<TooLarge> {
  const used = await MediaUsageModel.findOne({ _id: ownerId }).lean<MediaUsage>();
  const now = { usedBytes: used?.bytes ?? 0, usedFiles: used?.files ?? 0 };
  return new TooLarge('media.quotaExceeded', {
    pub: { ...now, maxBytes: most.bytes, maxFiles: most.files },
    pvt: { userId: idOf(ownerId) },
  });
}

/** Removes the row of a file whose bytes are gone, and gives its room back; once, however often it is asked. */
export const release = ({ _id, ownerId, sizeBytes }: Media): Promise<void> =>
  inTransaction(
    async (tx) => {
      const { deletedCount } = await MediaModel.deleteOne({ _id, state: 'deleted' }, { session: tx });
      if (deletedCount === 1) {
        const freed = { $inc: { bytes: -sizeBytes, files: -1 } };
        await MediaUsageModel.updateOne({ _id: ownerId }, freed, { session: tx });
      }
    },
    { remember: false, turn: `media ${idOf(ownerId)}` },
  );
