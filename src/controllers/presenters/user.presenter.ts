import type { User } from '../../models/user.model';
import { idOf } from '../../utils/ids';
import { joinName } from '../../utils/names';
import { presentRating } from './person.presenter';

/** The account as its owner sees it. */
export const presentOwnAccount = (user: User): Record<string, unknown> => ({
  id: idOf(user),
  _id: idOf(user),
  email: user.email ?? null,
  isEmailVerified: user.emailVerifiedAt !== undefined,
  phone: user.phone ?? null,
  isPhoneVerified: user.phoneVerifiedAt !== undefined,
  firstName: user.firstName ?? '',
  lastName: user.lastName ?? '',
  fullName: joinName(user),
  profilePicture: user.picture?.url ?? null,
  bio: user.bio ?? '',
  role: user.role ?? null,
  roles: user.roles,
  locale: user.locale,
  isBanned: user.ban !== undefined,
  ...presentRating(user),
  createdAt: user.createdAt,
  updatedAt: user.updatedAt,
});
