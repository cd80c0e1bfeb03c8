import type { JobKeys } from '../../models/queries/jobSearch.query';
import { termsOf } from '../../utils/textTerms';

type Groups = readonly (readonly string[])[];

/** Jobs that a search found, the most fitting first: words in the title, then how much fits at all, then the newest. */
export function byRelevance(found: readonly JobKeys[], groups: Groups): JobKeys[] {
  return found
    .map((keys) => ({ keys, inTitle: wordsInTitle(keys.title, groups), hits: new Set(keys.hits).size }))
    .sort(
      (a, b) =>
        b.inTitle - a.inTitle ||
        b.hits - a.hits ||
        b.keys.createdAt.getTime() - a.keys.createdAt.getTime() ||
        (a.keys._id.toHexString() < b.keys._id.toHexString() ? 1 : -1),
    )
    .map(({ keys }) => keys);
}

/** How many of the words that were asked for stand in the title, in any of their meanings. */
function wordsInTitle(title: string, groups: Groups): number {
  const terms = new Set(termsOf([title]));
  return groups.filter((group) => group.some((term) => terms.has(term))).length;
}
