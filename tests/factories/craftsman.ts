import type { CraftsmanProfile } from '../../src/models/user.model';
import { geoPoint } from '../../src/utils/geo';
import type { TestApp } from '../helpers/app';
import { aCraftsman, type MadeUser, type UserOverrides } from './user';

/** A craftsman whom staff has verified and who offers his work. */
export const aVerifiedCraftsman = (app: TestApp, overrides: UserOverrides = {}): Promise<MadeUser> =>
  aCraftsman(app, { craftsman: verifiedProfile(app.container.clock.now()), ...overrides });

/** The same, as lists find him: his listing is made, as it is after each change of a profile. */
export async function aListedCraftsman(
  app: TestApp,
  { craft, ...overrides }: UserOverrides & { readonly craft?: Partial<CraftsmanProfile> } = {},
): Promise<MadeUser> {
  const craftsman = { ...verifiedProfile(app.container.clock.now()), ...craft };
  const made = await aVerifiedCraftsman(app, { location: CAIRO, craftsman, ...overrides });
  await app.container.refreshListing(made.id);
  return made;
}

/** In the middle of the town. */
export const CAIRO = geoPoint(31.2357, 30.0444);

/** What is known of a craftsman whom staff has verified. */
export const verifiedProfile = (now: Date): CraftsmanProfile => ({
  skills: ['pipes', 'boilers'],
  radiusKm: 25,
  isAvailable: true,
  yearsOfExperience: 8,
  portfolio: [],
  verificationStatus: 'Verified',
  verifiedAt: now,
  cancellations: 0,
});
