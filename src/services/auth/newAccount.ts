import type { User } from '../../models/user.model';
import type { Locale, Role } from '../../utils/types/actor';
import { newCraftsmanProfile } from '../craftsman/profile';

export interface NewAccount {
  readonly role?: Role | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly locale: Locale;
  readonly now: Date;
}

/** What every new account of the apps has, whoever vouches for it; role and name may still be missing. */
export const newAccount = ({ role, firstName, lastName, locale, now }: NewAccount): Omit<User, '_id'> => ({
  ...(firstName && { firstName }),
  ...(firstName && lastName && { lastName }),
  ...roleFields(role),
  locale,
  createdAt: now,
  updatedAt: now,
});

/** What a role brings along. */
export const roleFields = (role: Role | undefined): Pick<User, 'roles' | 'role' | 'craftsman'> =>
  role === undefined
    ? { roles: [] }
    : { roles: [role], role, ...(role === 'craftsman' && { craftsman: newCraftsmanProfile() }) };
