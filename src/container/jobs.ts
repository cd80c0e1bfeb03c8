import { makeServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import { serviceUsage } from '../services/catalogue/serviceUsage';
import { makeServiceCategoryService } from '../services/serviceCategory.service';
import type { ChannelServices } from './channels';
import type { Core } from './core';
import type { Identity } from './identity';
import type { People } from './people';

/** The work itself: catalogue, craftsmen, jobs, quotes, invitations. */
export type Jobs = ReturnType<typeof makeJobs>;

/** Makes what the main job needs. */
export function makeJobs({ clock, outbox }: Core & Identity & ChannelServices & People) {
  const serviceCatalogue = makeServiceCatalogue({ clock });
  const catalogue = { clock, outbox, catalogue: serviceCatalogue, usage: serviceUsage };
  return {
    serviceCatalogue,
    serviceCategories: makeServiceCategoryService(catalogue),
  };
}
