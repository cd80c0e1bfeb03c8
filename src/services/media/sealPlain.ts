import { createHash } from 'node:crypto';
import { MediaModel, type Media } from '../../models/media.model';
import { MediaUsageModel } from '../../models/mediaUsage.model';
import { PURPOSE_RULES } from '../../utils/mediaPurposes';
import { inTransaction } from '../../utils/transaction';
import type { MediaProvider } from '../providers/media/provider';
import { sealFile, type SealingDeps } from './sealing';

export interface SealPlainDeps extends Pick<SealingDeps, 'fieldKeys'> {
  readonly provider: Pick<MediaProvider, 'read' | 'store' | 'delete'>;
}

/**
 * Encrypts documents that were kept as they came; says how many. The encrypted file is there before its row names it, and
 * the plain one goes after that: whatever dies between leaves a file without a row, which the sweep finds.
 */
export async function sealPlainDocuments(deps: SealPlainDeps): Promise<number> {
  const plain = await MediaModel.find({ purpose: 'document', isSealed: { $exists: false } }).lean<Media[]>();
  let count = 0;
  for (const media of plain) {
    const bytes = await deps.provider.read(media.key);
    if (bytes) {
      await sealOne(media, bytes, deps);
      count += 1;
    }
  }
  return count;
}

async function sealOne(media: Media, bytes: Buffer, { fieldKeys, provider }: SealPlainDeps): Promise<void> {
  const { folder, isPrivate } = PURPOSE_RULES.document;
  const kept = await sealFile({ fieldKeys }, media, bytes);
  const { key } = await provider.store({ ...kept, folder, isPrivate });
  const sha256 = createHash('sha256').update(kept.content).digest('hex');
  const isKept = await name(media, { key, sha256, sizeBytes: kept.content.length });
  await provider.delete(isKept ? media.key : key);
}

type Sealed = Required<Pick<Media, 'key' | 'sha256' | 'sizeBytes'>>;

/** The row names the encrypted file, which takes a little more of its owner's room; false when it was changed meanwhile. */
const name = ({ _id, ownerId, key, sizeBytes }: Media, sealed: Sealed): Promise<boolean> =>
  inTransaction(async (tx) => {
    const plain = { _id, key, isSealed: { $exists: false } };
    const { modifiedCount } = await MediaModel.updateOne(
      plain,
      { $set: { ...sealed, isSealed: true } },
      { session: tx },
    );
    if (modifiedCount === 1) {
      const more = { $inc: { bytes: sealed.sizeBytes - sizeBytes } };
      await MediaUsageModel.updateOne({ _id: ownerId }, more, { session: tx });
    }
    return modifiedCount === 1;
  });
