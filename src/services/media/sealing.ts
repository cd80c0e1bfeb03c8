import type { Types } from 'mongoose';
import { MediaModel, type Media } from '../../models/media.model';
import { NotFound } from '../../utils/errors';
import { idOf, type Id } from '../../utils/ids';
import type { FieldKeys, FieldPlace } from '../fieldKeys/fieldKeys';
import type { MediaProvider, MediaType } from '../providers/media/provider';

/** A file as its owner gave it. */
export interface PlainFile {
  readonly bytes: Buffer;
  readonly contentType: Media['contentType'];
}

export interface SealedFiles {
  /** What an encrypted file holds; 404 when it is gone, and it throws when a bit of it was changed. */
  readSealed(mediaId: Id): Promise<PlainFile>;
}

export interface SealingDeps {
  readonly fieldKeys: Pick<FieldKeys, 'sealBytes' | 'openBytes'>;
  readonly provider: Pick<MediaProvider, 'read'>;
}

interface Owned {
  readonly _id: Types.ObjectId;
  readonly ownerId: Types.ObjectId;
}

/** Bound to owner and row: no file can be put in the place of another. */
const placeOf = ({ _id, ownerId }: Owned): FieldPlace => ({
  userId: idOf(ownerId),
  field: `media/${idOf(_id)}`,
});

/** The bytes of a file as the provider shall keep them: encrypted, and of no type. */
export const sealFile = async (
  { fieldKeys }: Pick<SealingDeps, 'fieldKeys'>,
  owned: Owned,
  bytes: Buffer,
): Promise<{ readonly content: Buffer; readonly contentType: MediaType }> => ({
  content: await fieldKeys.sealBytes(placeOf(owned), bytes),
  contentType: 'application/octet-stream',
});

/** Makes the reader of encrypted files. */
export const makeSealedFiles = ({ fieldKeys, provider }: SealingDeps): SealedFiles => ({
  async readSealed(mediaId) {
    const media = await MediaModel.findById(mediaId).lean<Media>().exec();
    const kept = media && (await provider.read(media.key));
    if (!kept) {
      throw new NotFound('request.notFound', { pvt: { mediaId } });
    }
    const bytes = media.isSealed ? await fieldKeys.openBytes(placeOf(media), kept) : kept;
    return { bytes, contentType: media.contentType };
  },
});
