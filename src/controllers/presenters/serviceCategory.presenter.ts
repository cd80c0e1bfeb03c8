import type { CatalogueService } from '../../services/catalogue/catalogueView';
import { textIn } from '../../utils/localTexts';
import type { Locale } from '../../utils/types/actor';

/** A service of the catalogue as everybody sees it. */
export const presentService = (service: CatalogueService, locale: Locale): Record<string, unknown> => ({
  id: service.id,
  _id: service.id,
  slug: service.slug,
  parent: service.parent ?? null,
  kind: service.kind,
  name: textIn(service.names, locale) ?? '',
  description: textIn(service.descriptions, locale) ?? '',
  names: service.names,
  descriptions: service.descriptions,
  synonyms: service.synonyms,
  icon: service.icon ?? null,
  color: service.color ?? null,
  sortOrder: service.sortOrder,
  isRetired: service.isRetired,
});
