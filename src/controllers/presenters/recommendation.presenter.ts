import type { Recommended } from '../../services/recommendation.service';
import { MATCH_PARTS } from '../../utils/matchParts';
import type { CraftLook } from './craftsman.presenter';
import { presentCraftsmanItem } from './craftsmanBrowse.presenter';

const STEPS = 1_000;

/** A craftsman who fits a job: himself as in every list, and why he stands at this place. */
export const presentRecommended = (
  { item, score, parts, reasons, generatedBy, isInvited }: Recommended,
  look: CraftLook,
): Record<string, unknown> => ({
  ...presentCraftsmanItem(item, look),
  score,
  parts: Object.fromEntries(MATCH_PARTS.map((part) => [part, Math.round(parts[part] * STEPS) / STEPS])),
  reasons,
  generatedBy,
  isInvited,
});
