import { presentPreferences } from '../../src/controllers/presenters/preference.presenter';
import { presentProfile } from '../../src/controllers/presenters/profile.presenter';
import type { User } from '../../src/models/user.model';
import { newId } from '../../src/utils/ids';

const at = new Date('2026-03-02T09:00:00.000Z');

const nothing = { available: 0, pending: 0, payout: 0, claim: 0, feeDebt: 0, clawbackDebt: 0 } as const;
const wallet = { ...nothing, currency: 'EGP' } as const;
const look = { now: at, locale: 'en', catalogue: { nameOf: () => 'Plumbing' }, wallet } as const;

const everything = {
  _id: newId(),
  email: 'mona@example.com',
  emailKey: 'mona@example.com',
  emailVerifiedAt: at,
  phone: '+201001234567',
  phoneVerifiedAt: at,
  passwordHash: '$2b$10$secret',
  passwordChangedAt: at,
  firstName: 'Mona',
  lastName: 'Hassan',
  roles: ['client'],
  role: 'client',
  locale: 'en',
  preferences: { channels: { push: false }, quietHours: { from: '22:00', to: '07:00' } },
  bio: 'Lives in Maadi',
  address: { text: 'Maadi' },
  location: { type: 'Point', coordinates: [31.2569, 29.9602] },
  ban: { level: 'restricted', reason: 'Spam', by: newId(), at },
  searchTerms: ['mona'],
  lastLoginAt: at,
  createdAt: at,
  updatedAt: at,
} satisfies User;

const OWNER_SEES = [
  '_id',
  'activeRole',
  'address',
  'ban',
  'bio',
  'craftsmanInfo',
  'createdAt',
  'email',
  'firstName',
  'fullName',
  'id',
  'isBanned',
  'isEmailVerified',
  'isPhoneVerified',
  'lastName',
  'locale',
  'location',
  'phone',
  'preferences',
  'profilePicture',
  'rating',
  'ratingCount',
  'role',
  'roles',
  'updatedAt',
  'wallet',
];

describe('the owner of an account', () => {
  it('sees these keys of it and no others', () => {
    expect(Object.keys(presentProfile(everything, look)).sort()).toEqual(OWNER_SEES);
  });

  it('sees the same keys of an account that has next to nothing', () => {
    const { _id, roles, locale, createdAt, updatedAt } = everything;

    const seen = presentProfile({ _id, roles, locale, createdAt, updatedAt }, look);

    expect(Object.keys(seen).sort()).toEqual(OWNER_SEES);
    expect(seen).toMatchObject({ phone: null, role: null, address: null, location: null, ban: null });
  });

  it('sees why he is restricted, and not by whom', () => {
    const seen = presentProfile(everything, look);

    expect(seen['ban']).toEqual({ level: 'restricted', reason: 'Spam', at, until: null });
  });

  it('sees every preference, with the default of what he never chose', () => {
    expect(presentPreferences(everything)).toEqual({
      language: 'en',
      channels: { push: false, email: true, sms: true },
      events: {
        ...Object.fromEntries(
          ['admin', 'dispute', 'invitation', 'payment', 'quote', 'review', 'status', 'verification'].map(
            (kind) => [kind, { push: true, email: true }],
          ),
        ),
        message: { push: true },
      },
      quietHours: { from: '22:00', to: '07:00' },
    });
  });
});
