import { serviceUsage } from '../services/catalogue/serviceUsage';
import { makeServiceCategoryService } from '../services/serviceCategory.service';
import type { ChannelServices } from './channels';
import type { Core } from './core';
import { makeDisputes } from './disputes';
import type { Identity } from './identity';
import { makeLifecycle } from './lifecycle';
import { makeOffers } from './offers';
import type { People } from './people';
import { makePosting } from './posting';

/** The work itself: catalogue, craftsmen, jobs, quotes, invitations. */
export type Jobs = ReturnType<typeof makeJobs>;

/** Makes what the main job needs. */
export function makeJobs(deps: Core & Identity & ChannelServices & People) {
  const { clock, outbox, serviceCatalogue } = deps;
  const catalogue = { clock, outbox, catalogue: serviceCatalogue, usage: serviceUsage };
  const disputes = makeDisputes(deps);
  return {
    serviceCategories: makeServiceCategoryService(catalogue),
    ...makePosting(deps),
    ...disputes,
    ...makeLifecycle({ ...deps, ...disputes }),
    ...makeOffers(deps),
  };
}
