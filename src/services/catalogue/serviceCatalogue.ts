import { ServiceCategoryModel, type ServiceCategory } from '../../models/serviceCategory.model';
import type { Clock } from '../../utils/clock';
import { makeCatalogueView, type CatalogueView } from './catalogueView';

export interface ServiceCatalogue {
  /** All services as they are now; at most a second old, and no document is read meanwhile. */
  current(): Promise<CatalogueView>;
  /** What was just written is seen by the next one who asks in this process. */
  forget(): void;
}

const CACHE_MS = 1_000;

/** Makes the catalogue of trades that everybody reads: kept in memory, read again after a second. */
export function makeServiceCatalogue({ clock }: { readonly clock: Clock }): ServiceCatalogue {
  let latest: { readonly view: Promise<CatalogueView>; readonly readAt: number } | undefined;
  const read = makeRead();
  return {
    current() {
      const now = clock.now().getTime();
      if (!latest || Math.abs(now - latest.readAt) >= CACHE_MS) {
        const mine = { view: read(), readAt: now };
        latest = mine;
        mine.view.catch(() => {
          // The caller gets the error; the next one asks again.
          latest = latest === mine ? undefined : latest;
        });
      }
      return latest.view;
    },
    forget() {
      latest = undefined;
    },
  };
}

/** Folding all those words takes longer than reading them: it is done again only when something changed. */
function makeRead(): () => Promise<CatalogueView> {
  let known: { readonly state: string; readonly view: CatalogueView } | undefined;
  return async () => {
    const documents = await ServiceCategoryModel.find().lean<ServiceCategory[]>().exec();
    const state = documents.map(stateOf).sort().join();
    if (known?.state !== state) {
      known = { state, view: makeCatalogueView(documents) };
    }
    return known.view;
  };
}

const stateOf = ({ _id, revision }: ServiceCategory): string => `${_id.toHexString()}:${revision}`;
