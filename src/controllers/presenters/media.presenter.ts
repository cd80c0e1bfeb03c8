import type { Media } from '../../models/media.model';
import { idOf } from '../../utils/ids';

/** A file as the one who gave it sees it. */
export const presentMedia = (media: Media, url: string): Record<string, unknown> => ({
  id: idOf(media),
  _id: idOf(media),
  url: media.isSealed ? null : url,
  purpose: media.purpose,
  contentType: media.contentType,
  sizeBytes: media.sizeBytes,
  width: media.width ?? null,
  height: media.height ?? null,
  createdAt: media.createdAt,
});
