import type { User } from '../../models/user.model';

/**
 * What becomes of each field of an account that is erased: a field that is in neither list does not compile. What stays
 * says nothing of the person: an id to which the books of others lead, and what they said of his work.
 */
const FIELDS = {
  email: 'goes',
  emailKey: 'goes',
  emailVerifiedAt: 'goes',
  phone: 'goes',
  phoneVerifiedAt: 'goes',
  passwordHash: 'goes',
  passwordChangedAt: 'goes',
  social: 'goes',
  firstName: 'goes',
  lastName: 'goes',
  role: 'goes',
  preferences: 'goes',
  bio: 'goes',
  picture: 'goes',
  address: 'goes',
  location: 'goes',
  craftsman: 'goes',
  listing: 'goes',
  workFacts: 'goes',
  exposures: 'goes',
  searchTerms: 'goes',
  openFees: 'goes',
  lastLoginAt: 'goes',
  _id: 'stays',
  /** Emptied: nobody acts in any role. */
  roles: 'stays',
  /** The language of the last letter. */
  locale: 'stays',
  ban: 'goes',
  rating: 'stays',
  ratingCount: 'stays',
  ratingSum: 'stays',
  debtChanges: 'stays',
  pairChanges: 'stays',
  workCounts: 'stays',
  offerChanges: 'stays',
  erasure: 'stays',
  createdAt: 'stays',
  updatedAt: 'stays',
} as const satisfies Readonly<Record<keyof User, 'goes' | 'stays'>>;

/** The fields of an account that go when it is erased. */
export const PERSONAL_FIELDS = Object.entries(FIELDS)
  .filter(([, fate]) => fate === 'goes')
  .map(([field]) => field);
