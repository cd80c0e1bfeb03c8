import type { CraftsmanRow } from '../../models/queries/craftsmanItem.query';

/** A craftsman in a list as one viewer sees him. */
export interface CraftsmanListItem {
  readonly row: CraftsmanRow;
  readonly isBookmarked: boolean;
  /** Metres to his area, to the next 100: three questions find no door. */
  readonly distance?: number;
}

const STEP_M = 100;

/** A distance as people are told it. */
export const shownDistance = (metres: number): number => Math.round(metres / STEP_M) * STEP_M;

/** The row as its viewer sees it; that he may see it at all is a matter of the list's filter. */
export const itemOf = (row: CraftsmanRow): CraftsmanListItem => ({
  row,
  isBookmarked: row.bookmarks.length > 0,
  ...(row.distance !== undefined && { distance: shownDistance(row.distance) }),
});
