/** How lists of jobs may be ordered; the last field of each order is unique. */

export const JOB_SORTS = ['newest', 'oldest', 'priceLow', 'priceHigh', 'distance', 'relevance'] as const;
export type JobSort = (typeof JOB_SORTS)[number];

export type JobOrder = Readonly<Record<string, 1 | -1>>;

/** The orders that indexes hold. */
export const ORDERS = {
  newest: { createdAt: -1, _id: -1 },
  oldest: { createdAt: 1, _id: 1 },
  priceLow: { listPrice: 1, _id: 1 },
  priceHigh: { listPrice: -1, _id: -1 },
} as const satisfies Partial<Record<JobSort, JobOrder>>;

/** The stored order of a sort; undefined for those that are reckoned with each question. */
export const orderOf = (sort: JobSort): JobOrder | undefined =>
  sort === 'distance' || sort === 'relevance' ? undefined : ORDERS[sort];
