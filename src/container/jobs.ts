import { serviceUsage } from '../services/catalogue/serviceUsage';
import { makeAnalyticsService } from '../services/analytics.service';
import { makeJobMoneyService } from '../services/jobMoney.service';
import { makeServiceCategoryService } from '../services/serviceCategory.service';
import { makeAbuseReports } from './abuseReports';
import type { ChannelServices } from './channels';
import type { Core } from './core';
import { makeDiscovery } from './discovery';
import type { Identity } from './identity';
import { makeJobMoney } from './jobMoney';
import { makeLifecycle } from './lifecycle';
import { makeOffers } from './offers';
import type { Payments } from './payments';
import type { People } from './people';
import { makePosting } from './posting';
import { makePrivacy } from './privacy';
import { makeReviews } from './reviews';
import type { Talks } from './talks';

/** The work itself: catalogue, craftsmen, jobs, quotes, invitations. */
export type Jobs = ReturnType<typeof makeJobs>;

/** Makes what the main job needs. */
export function makeJobs(deps: Core & Identity & ChannelServices & People & Payments & Talks) {
  const { clock, outbox, serviceCatalogue } = deps;
  const catalogue = { clock, outbox, catalogue: serviceCatalogue, usage: serviceUsage };
  const money = makeJobMoney(deps);
  const known = { ...deps, ...money };
  const posting = makePosting(known);
  return {
    serviceCategories: makeServiceCategoryService(catalogue),
    ...money,
    jobMoney: makeJobMoneyService(known),
    analytics: makeAnalyticsService(deps),
    ...posting,
    ...makeLifecycle(known),
    ...makeOffers(deps),
    ...makeDiscovery({ ...deps, ...posting }),
    ...makeReviews(deps),
    ...makeAbuseReports(deps),
    ...makePrivacy(known),
  };
}
