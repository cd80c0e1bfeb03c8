import { makeCraftsmanBookmarkService } from '../services/craftsmanBookmark.service';
import { makeCraftsmanBrowse } from '../services/craftsmen/browse';
import { makeLanguageProvider } from '../services/providers/language';
import { makeRecommendationService } from '../services/recommendation.service';
import { makeRewording } from '../services/rewording';
import type { Core } from './core';
import type { People } from './people';

/** How craftsmen are found. */
export type Discovery = ReturnType<typeof makeDiscovery>;

/** Makes the search for craftsmen, and who is recommended for which job. */
export function makeDiscovery(deps: Core & People) {
  const rewording = makeRewording({ ...deps, language: makeLanguageProvider(deps.config) });
  return {
    craftsmanBrowse: makeCraftsmanBrowse(deps),
    craftsmanBookmarks: makeCraftsmanBookmarkService(deps),
    recommendations: makeRecommendationService({ ...deps, rewording }),
  };
}
