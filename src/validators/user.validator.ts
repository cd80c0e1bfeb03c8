import type { GivenAddress } from '../utils/address';
import type { GeoPoint } from '../utils/geo';
import { input } from '../utils/input';
import { ROLES, type Role } from '../utils/types/actor';
import { ownAccountAnswer, personName, phone } from './account.validator';
import { isoDate, oneOf, text } from './common.validator';
import { address, addressAnswer, location, locationAnswer } from './place.validator';
import { preferencesAnswer } from './preference.validator';
import { Joi } from './joi';

export interface UpdateProfileBody {
  fullName?: string;
  firstName?: string;
  lastName?: string | null;
  phone?: string | null;
  bio?: string | null;
  address?: GivenAddress | null;
  location?: GeoPoint | null;
  activeRole?: Role;
}

export const getProfile = input({});

/** What a person may say about himself. E-mail, rating, wallet, roles and the like are not among it and are dropped. */
export const updateProfile = input({
  body: Joi.object<UpdateProfileBody, true>({
    fullName: text(1, 120).empty('').example('Mona Hassan'),
    firstName: personName().empty(''),
    lastName: personName().empty('').allow(null).example('Hassan'),
    phone: phone().allow(null),
    bio: text(1, 1_000).allow(null, '').example('I restore old houses in Maadi.'),
    address: address().allow(null),
    location: location().allow(null),
    activeRole: oneOf(ROLES),
  }),
  files: [{ name: 'profilePicture', maxCount: 1 }],
});

/** What an answer holds of one's own account. */
export const profileAnswer = ownAccountAnswer
  .keys({
    activeRole: oneOf(ROLES).allow(null),
    address: addressAnswer.allow(null),
    location: locationAnswer.allow(null),
    ban: Joi.object({
      level: oneOf(['restricted', 'suspended', 'banned']),
      reason: Joi.string().example('Offensive messages'),
      at: isoDate(),
      until: isoDate().allow(null),
    })
      .allow(null)
      .example(null),
    preferences: preferencesAnswer,
  })
  .meta({ component: 'OwnProfile' });
