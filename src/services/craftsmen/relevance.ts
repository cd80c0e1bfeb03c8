import type { CraftsmanKeys } from '../../models/queries/craftsmanSearch.query';
import { skillTerm } from './listing';

type Groups = readonly (readonly string[])[];

/** The terms that say how well somebody fits what was asked: each as it is, and as a skill. */
export const askedTermsOf = (groups: Groups): string[] => [
  ...new Set(groups.flat().flatMap((term) => (term.startsWith('#') ? [term] : [term, skillTerm(term)]))),
];

/** Craftsmen whom a search found, the most fitting first: words among the skills, then how much fits at all, then the best rated. */
export const byRelevance = <T extends CraftsmanKeys>(found: readonly T[], groups: Groups): T[] =>
  found
    .map((keys) => ({ keys, asSkills: skillsHit(keys.hits, groups), hits: new Set(keys.hits).size }))
    .sort(
      (a, b) =>
        b.asSkills - a.asSkills ||
        b.hits - a.hits ||
        b.keys.listing.rating - a.keys.listing.rating ||
        b.keys.listing.ratingCount - a.keys.listing.ratingCount ||
        (a.keys._id.toHexString() < b.keys._id.toHexString() ? 1 : -1),
    )
    .map(({ keys }) => keys);

/** How many of the words that were asked for stand among the skills, in any of their meanings. */
function skillsHit(hits: readonly string[], groups: Groups): number {
  const found = new Set(hits);
  return groups.filter((group) =>
    group.some((term) => (found.has(term) && term.startsWith('#') ? true : found.has(skillTerm(term)))),
  ).length;
}
