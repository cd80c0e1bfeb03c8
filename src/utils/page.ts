/** One page of a list, as services return it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly limit: number;
  readonly totalItems: number;
  /** Totals are exact up to `COUNT_CAP`; beyond, this is true and the total is the cap. */
  readonly totalIsCapped: boolean;
  readonly hasNextPage: boolean;
  readonly nextCursor?: string | undefined;
}

export const COUNT_CAP = 10_000;
export const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 100;

/** How a caller asks for a page: by number, or after a cursor. */
export interface PageRequest {
  readonly page: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page with every item replaced by what `present` makes of it. */
export const mapPage = <A, B>(page: Page<A>, present: (item: A) => B): Page<B> => ({
  ...page,
  items: page.items.map(present),
});
