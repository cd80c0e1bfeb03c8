/** How lists of craftsmen may be ordered; the last field of each order is unique. */

export const CRAFTSMAN_SORTS = ['relevance', 'rating', 'experience', 'distance'] as const;
export type CraftsmanSort = (typeof CRAFTSMAN_SORTS)[number];

export type CraftsmanOrder = Readonly<Record<string, 1 | -1>>;

/** The orders that indexes hold. */
export const ORDERS = {
  rating: { 'listing.rating': -1, 'listing.ratingCount': -1, _id: -1 },
  experience: { 'listing.experience': -1, _id: -1 },
} as const satisfies Partial<Record<CraftsmanSort, CraftsmanOrder>>;

/** The stored order of a sort; undefined for those that are reckoned with each question. */
export const orderOf = (sort: CraftsmanSort): CraftsmanOrder | undefined =>
  sort === 'distance' || sort === 'relevance' ? undefined : ORDERS[sort];
