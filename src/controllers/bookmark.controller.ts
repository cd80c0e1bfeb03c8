import type { Response } from 'express';
import type { BookmarkService } from '../services/bookmark.service';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list, ok } from '../utils/respond';
import type * as schema from '../validators/bookmark.validator';
import { presentBookmark, presentBookmarkedJob } from './presenters/bookmark.presenter';

export interface BookmarkControllerDeps {
  readonly bookmarks: BookmarkService;
}

/** Jobs that one wants to find again. */
export const makeBookmarkController = ({ bookmarks }: BookmarkControllerDeps) => ({
  async add(req: Req<typeof schema.addBookmark>, res: Response): Promise<void> {
    const { jobId } = req.input.params;
    await bookmarks.add(req.actor, { jobId, locale: req.locale });
    ok(res, presentBookmark(jobId, true));
  },

  async remove(req: Req<typeof schema.removeBookmark>, res: Response): Promise<void> {
    const { jobId } = req.input.params;
    await bookmarks.remove(req.actor, jobId);
    ok(res, presentBookmark(jobId, false));
  },

  async list(req: Req<typeof schema.listBookmarks>, res: Response): Promise<void> {
    const page = await bookmarks.list(req.actor, { request: req.input.query, locale: req.locale });
    list(res, mapPage(page, presentBookmarkedJob));
  },
});
