import type { PublicProfile } from '../../services/craftsman.service';
import type { CraftsmanListItem } from '../../services/craftsmen/craftsmanList';
import type { SeenCraftsman } from '../../services/craftsmanBookmark.service';
import type { KeptCraftsman } from '../../services/craftsmanBookmark.service';
import type { GeoPoint } from '../../utils/geo';
import type { Id } from '../../utils/ids';
import { presentPublicProfile, type CraftLook } from './craftsman.presenter';

/** A craftsman as any other signed-in user sees him: nothing to reach him by, and of his place the area. */
export const presentCraftsman = (
  { profile, isBookmarked }: SeenCraftsman,
  look: CraftLook,
): Record<string, unknown> => ({
  ...presentPublicProfile(profile, look),
  location: presentArea(profile.user.listing?.area),
  isBookmarked,
});

/** The same in a list. */
export function presentCraftsmanItem(
  { row, isBookmarked, distance }: CraftsmanListItem,
  look: CraftLook,
): Record<string, unknown> {
  const profile: PublicProfile = {
    user: { ...row, role: 'craftsman' },
    completedJobs: row.workFacts?.completed ?? 0,
  };
  return {
    ...presentCraftsman({ profile, isBookmarked }, look),
    ...(distance !== undefined && { distance }),
  };
}

const presentArea = (area: GeoPoint | undefined): Record<string, unknown> | null => {
  if (!area) {
    return null;
  }
  const [longitude, latitude] = area.coordinates;
  return { type: area.type, coordinates: [longitude, latitude] };
};

/** A kept craftsman as his keeper may see him; of one who is out of sight the keeper has the id, to let him go. */
export const presentKeptCraftsman = (
  { craftsmanId, bookmarkedAt, item }: KeptCraftsman,
  look: CraftLook,
): Record<string, unknown> =>
  item
    ? { ...presentCraftsmanItem(item, look), bookmarkedAt }
    : { id: craftsmanId, _id: craftsmanId, closed: true, isBookmarked: true, bookmarkedAt };

/** Whether a craftsman is kept now. */
export const presentCraftsmanBookmark = (
  craftsmanId: Id,
  isBookmarked: boolean,
): Record<string, unknown> => ({
  id: craftsmanId,
  _id: craftsmanId,
  craftsmanId,
  isBookmarked,
});
