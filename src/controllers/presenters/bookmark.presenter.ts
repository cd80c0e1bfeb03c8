import type { BookmarkedJob } from '../../services/bookmark.service';
import type { Id } from '../../utils/ids';
import { presentJobItem } from './job.presenter';

/** A kept job as its keeper may see it; of one that is out of sight he keeps the id, to let it go. */
export const presentBookmarkedJob = ({
  jobId,
  bookmarkedAt,
  item,
}: BookmarkedJob): Record<string, unknown> =>
  item
    ? { ...presentJobItem(item.view), bookmarkedAt }
    : { id: jobId, _id: jobId, closed: true, isBookmarked: true, bookmarkedAt };

/** Whether a job is kept now. */
export const presentBookmark = (jobId: Id, isBookmarked: boolean): Record<string, unknown> => ({
  id: jobId,
  _id: jobId,
  jobId,
  isBookmarked,
});
