import type { Job } from '../../models/job.model';
import { coarse } from '../../utils/area';
import { idOf } from '../../utils/ids';
import { placeKeyOf } from '../../utils/placeKey';
import { termsOf } from '../../utils/textTerms';
import type { CatalogueView } from '../catalogue/catalogueView';
import { listPriceOf, type JobWords } from './jobDraft';

/** What is kept of the words for lists and searches, so that an index finds the job. */
export function findableBy(
  words: Pick<JobWords, 'title' | 'description' | 'serviceId' | 'address' | 'location' | 'budget'>,
  catalogue: CatalogueView,
): Pick<Job, 'terms' | 'listPrice' | 'area'> & {
  readonly cityKey: string | null;
  readonly stateKey: string | null;
} {
  const { title, description, serviceId, address, budget } = words;
  const names = Object.values(catalogue.get(idOf(serviceId))?.names ?? {});
  // The most telling texts first: the words of a long description may not all find room.
  const texts = [title, ...names, address.city ?? '', address.state ?? '', description];
  const meant = catalogue.meaningsOf(idOf(serviceId));
  return {
    area: coarse(words.location),
    terms: [...new Set([...meant, ...termsOf(texts, { expand: catalogue.meanings })])],
    cityKey: placeKeyOf(address.city) ?? null,
    stateKey: placeKeyOf(address.state) ?? null,
    listPrice: listPriceOf(budget),
  };
}
