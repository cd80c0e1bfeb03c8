import { on } from './handler';

export const eraseRemovedMedia = on(
  'media.removed',
  'erase-file',
  ({ data: { mediaId } }, { mediaLibrary }) => mediaLibrary.erase(mediaId),
);
