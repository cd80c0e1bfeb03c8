import { Types } from 'mongoose';
import { presentAccount } from '../../src/controllers/presenters/admin.presenter';
import type { User } from '../../src/models/user.model';
import { userWith } from '../support/note.actors';

const now = new Date('2026-03-02T09:00:00.000Z');
const salma = { _id: new Types.ObjectId(), firstName: 'Salma', lastName: 'Adel' };
const user: User = {
  _id: new Types.ObjectId(),
  email: 'mona@example.com',
  emailKey: 'mona@example.com',
  passwordHash: '$2b$10$secret',
  passwordChangedAt: now,
  firstName: 'Mona',
  roles: ['client'],
  role: 'client',
  locale: 'ar',
  searchTerms: ['mona'],
  bio: 'About me',
  ban: { level: 'banned', reason: 'Rude', by: salma._id, at: now },
  createdAt: now,
  updatedAt: now,
};

const present = (over: Partial<User> = {}) =>
  presentAccount({ user: { ...user, ...over }, bannedBy: salma }, { viewer: userWith('admin'), now });

describe('an account as staff sees it', () => {
  it('has these keys and no other', () => {
    expect(Object.keys(present()).sort()).toEqual([
      '_id',
      'ban',
      'can',
      'createdAt',
      'email',
      'firstName',
      'fullName',
      'id',
      'isBanned',
      'isEmailVerified',
      'isPhoneVerified',
      'lastLoginAt',
      'lastName',
      'locale',
      'phone',
      'profilePicture',
      'role',
      'roles',
      'status',
      'updatedAt',
    ]);
  });

  it('names who pronounced the ban, without contacts', () => {
    const { ban } = present() as { ban: { by: object } };

    expect(ban.by).toEqual({
      id: salma._id.toHexString(),
      _id: salma._id.toHexString(),
      firstName: 'Salma',
      lastName: 'Adel',
      fullName: 'Salma Adel',
      profilePicture: null,
      rating: 0,
      ratingCount: 0,
    });
  });

  it.each([
    ['that is over', new Date('2026-03-02T09:00:00.000Z'), 'active'],
    ['that ends in a second', new Date('2026-03-02T09:00:01.000Z'), 'banned'],
  ])('with a ban %s', (_what, until, status) => {
    const shown = present({ ban: { level: 'banned', reason: 'Rude', by: salma._id, at: now, until } });

    expect(shown).toMatchObject({ status, isBanned: status === 'banned' });
  });
});
