import type { User } from '../../models/user.model';
import type { CatalogueView } from '../../services/catalogue/catalogueView';
import type { PublicProfile } from '../../services/craftsman.service';
import { idOf } from '../../utils/ids';
import type { Locale } from '../../utils/types/actor';
import { presentPerson } from './person.presenter';

/** In which language, and how services are called there. */
export interface CraftLook {
  readonly locale: Locale;
  readonly catalogue: Pick<CatalogueView, 'nameOf'>;
}

/** What everybody sees of a craftsman's work; null for those who are none. */
export function presentCraftsmanInfo(
  { roles, craftsman, bio }: Pick<User, 'roles' | 'craftsman' | 'bio'>,
  look: CraftLook,
): Record<string, unknown> | null {
  if (!craftsman || !roles.includes('craftsman')) {
    return null;
  }
  return {
    skills: craftsman.skills,
    bio: bio ?? '',
    portfolioImageUrls: craftsman.portfolio.map(({ url }) => url),
    verificationStatus: craftsman.verificationStatus,
    service: presentServiceRef(craftsman.serviceId, look),
    yearsOfExperience: craftsman.yearsOfExperience ?? null,
    labourType: craftsman.labourType ?? null,
    radiusKm: craftsman.radiusKm,
    isAvailable: craftsman.isAvailable,
  };
}

/** A service inside something else. */
export function presentServiceRef(
  serviceId: Parameters<typeof idOf>[0] | undefined,
  { locale, catalogue }: CraftLook,
): Record<string, unknown> | null {
  if (!serviceId) {
    return null;
  }
  const id = idOf(serviceId);
  return { id, _id: id, name: catalogue.nameOf(id, locale) ?? '' };
}

/** A person as any other signed-in user sees him: nothing to reach him by, no exact home. */
export function presentPublicProfile(
  { user, completedJobs }: PublicProfile,
  look: CraftLook,
): Record<string, unknown> {
  const info = presentCraftsmanInfo(user, look);
  return {
    ...presentPerson(user),
    bio: user.bio ?? '',
    role: user.role ?? null,
    area: user.address ? presentArea(user.address) : null,
    memberSince: user.createdAt,
    craftsmanInfo: info && { ...info, completedJobs },
  };
}

const presentArea = ({ city, state, country }: NonNullable<User['address']>) => ({
  city: city ?? null,
  state: state ?? null,
  country: country ?? null,
});
