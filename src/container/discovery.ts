import { makeCraftsmanBookmarkService } from '../services/craftsmanBookmark.service';
import { makeCraftsmanBrowse } from '../services/craftsmen/browse';
import type { Core } from './core';
import type { People } from './people';

/** How craftsmen are found. */
export type Discovery = ReturnType<typeof makeDiscovery>;

/** Makes the search for craftsmen. */
export const makeDiscovery = (deps: Core & People) => ({
  craftsmanBrowse: makeCraftsmanBrowse(deps),
  craftsmanBookmarks: makeCraftsmanBookmarkService(deps),
});
