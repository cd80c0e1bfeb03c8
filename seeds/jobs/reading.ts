import { makeCatalogueView } from '../../src/services/catalogue/catalogueView';
import type { Reading } from '../../src/services/jobs/jobDraft';
import { makeView } from '../../src/services/settings/view';
import { seedServices } from '../seedServices';

/** The catalogue of the demo and the figures as they come, in memory. */
export const seedReading: Reading = {
  catalogue: makeCatalogueView(seedServices),
  figures: makeView(0, []),
  locale: 'en',
};
