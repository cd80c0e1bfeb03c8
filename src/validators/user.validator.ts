import type { GivenAddress } from '../utils/address';
import type { GeoPoint } from '../utils/geo';
import { input } from '../utils/input';
import { ROLES, type Role } from '../utils/types/actor';
import { ownAccountAnswer, personName, phone } from './account.validator';
import { isoDate, oneOf, text } from './common.validator';
import { craftsmanInfoAnswer, serviceName, skills } from './craftsman.validator';
import { address, addressAnswer, location, locationAnswer } from './place.validator';
import { preferencesAnswer } from './preference.validator';
import { walletAnswer } from './wallet.validator';
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
  profilePicture?: string | null;
  service?: string | null;
  serviceId?: string | null;
  skills?: string[] | null;
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
    profilePicture: Joi.string()
      .max(1_000)
      .allow(null)
      .empty('')
      .example('665f1c2ab8a1f0d4c3e2b1a0')
      .description('A file, or the id or address of one that was uploaded as `avatar`; null takes it away.'),
    service: serviceName().allow(null).empty('').description('Craftsmen only.'),
    serviceId: serviceName().allow(null).empty(''),
    skills: skills().allow(null),
  }),
  files: [{ name: 'profilePicture', maxCount: 1 }],
});

/** A picture alone, under any of the names that the apps use. */
export const uploadPicture = input({
  files: ['photo', 'avatar', 'file', 'profilePicture'].map((name) => ({ name, maxCount: 1 })),
});

export const removePicture = input({});

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
    craftsmanInfo: craftsmanInfoAnswer.allow(null),
    wallet: walletAnswer,
  })
  .meta({ component: 'OwnProfile' });
