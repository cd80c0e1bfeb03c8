import { QuoteModel } from '../../src/models/quote.model';
import { UserModel } from '../../src/models/user.model';
import { makeServiceCatalogue } from '../../src/services/catalogue/serviceCatalogue';
import { makeRefreshListing } from '../../src/services/craftsmen/listing';
import { refreshWorkFacts } from '../../src/services/craftsmen/workFacts';
import { keepSample } from '../../src/services/suggestions/samples';
import { systemClock } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import type { Migration } from './migration';

/** Craftsmen and hires from before they were looked for: what lists, rankings and suggestions know of them. */
export const craftsmenFound: Migration = {
  name: '2026-11-28-search-of-craftsmen',
  async run() {
    const serviceCatalogue = makeServiceCatalogue({ clock: systemClock });
    const refreshListing = makeRefreshListing({ serviceCatalogue });
    let written = 0;
    const craftsmen = UserModel.find({ craftsman: { $exists: true } }, { _id: 1 })
      .lean()
      .cursor();
    for await (const craftsman of craftsmen) {
      await refreshListing(idOf(craftsman));
      await refreshWorkFacts(idOf(craftsman));
      written += 1;
    }
    const accepted = QuoteModel.find({ status: 'Accepted' }, { _id: 1 }).lean().cursor();
    for await (const quote of accepted) {
      await keepSample(idOf(quote));
      written += 1;
    }
    return written;
  },
};
