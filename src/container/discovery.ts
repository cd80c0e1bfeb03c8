import { makeCraftsmanBookmarkService } from '../services/craftsmanBookmark.service';
import { makeCraftsmanBrowse } from '../services/craftsmen/browse';
import { makeMatchJob } from '../services/matching/matchJob';
import { makeTellMatched } from '../services/matching/tellMatched';
import { makeDeliverMany } from '../services/notifications/deliverMany';
import { makeLanguageProvider } from '../services/providers/language';
import { makeRecommendationService } from '../services/recommendation.service';
import { makeRewording } from '../services/language/rewording';
import { makeSuggestionService } from '../services/suggestion.service';
import type { ChannelServices } from './channels';
import type { Core } from './core';
import type { People } from './people';
import type { Posting } from './posting';

/** Makes the search for craftsmen, and who is recommended for which job. */
export function makeDiscovery(
  deps: Core & People & Pick<ChannelServices, 'realtime'> & Pick<Posting, 'jobs'>,
) {
  const rewording = makeRewording({ ...deps, language: makeLanguageProvider(deps.config) });
  return {
    craftsmanBrowse: makeCraftsmanBrowse(deps),
    craftsmanBookmarks: makeCraftsmanBookmarkService(deps),
    matchJob: makeMatchJob(deps),
    tellMatched: makeTellMatched({ ...deps, deliverMany: makeDeliverMany(deps) }),
    recommendations: makeRecommendationService({ ...deps, rewording }),
    suggestions: makeSuggestionService({ ...deps, rewording }),
  };
}
