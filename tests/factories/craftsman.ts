import type { CraftsmanProfile } from '../../src/models/user.model';
import type { TestApp } from '../helpers/app';
import { aCraftsman, type MadeUser, type UserOverrides } from './user';

/** A craftsman whom staff has verified and who offers his work. */
export const aVerifiedCraftsman = (app: TestApp, overrides: UserOverrides = {}): Promise<MadeUser> =>
  aCraftsman(app, { craftsman: verifiedProfile(app.container.clock.now()), ...overrides });

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
