import { createHash } from 'node:crypto';
import { MediaModel, type Media } from '../../models/media.model';
import { PURPOSE_RULES } from '../../utils/mediaPurposes';
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
  const { modifiedCount } = await MediaModel.updateOne(
    { _id: media._id, key: media.key },
    { $set: { key, sha256, sizeBytes: kept.content.length, isSealed: true } },
  );
  await provider.delete(modifiedCount === 1 ? media.key : key);
}
