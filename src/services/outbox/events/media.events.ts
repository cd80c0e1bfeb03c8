import type { Id } from '../../../utils/ids';

/** What becomes of files that users gave. */
export interface MediaEvents {
  /** Nothing needs the file any more. */
  'media.removed': { mediaId: Id; ownerId: Id };
}
