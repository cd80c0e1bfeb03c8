import type { Response } from 'express';
import type { BookmarkService } from '../services/bookmark.service';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { CraftsmanBookmarkService } from '../services/craftsmanBookmark.service';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list, ok } from '../utils/respond';
import type * as schema from '../validators/bookmark.validator';
import { presentBookmark, presentBookmarkedJob } from './presenters/bookmark.presenter';
import { presentKeptCraftsman } from './presenters/craftsmanBrowse.presenter';

export interface BookmarkControllerDeps {
  readonly bookmarks: BookmarkService;
  readonly craftsmanBookmarks: Pick<CraftsmanBookmarkService, 'list'>;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

/** Jobs that one wants to find again, and the list of all that was kept. */
export const makeBookmarkController = ({
  bookmarks,
  craftsmanBookmarks,
  serviceCatalogue,
}: BookmarkControllerDeps) => ({
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
    const { type, ...request } = req.input.query;
    if (type === 'jobs') {
      const page = await bookmarks.list(req.actor, { request, locale: req.locale });
      list(res, mapPage(page, presentBookmarkedJob));
      return;
    }
    const look = { locale: req.locale, catalogue: await serviceCatalogue.current() };
    const page = await craftsmanBookmarks.list(req.actor, request);
    list(
      res,
      mapPage(page, (kept) => presentKeptCraftsman(kept, look)),
    );
  },
});
