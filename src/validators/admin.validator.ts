import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { LOCALES, ROLES, STAFF_ROLES, type Locale, type Role } from '../utils/types/actor';
import { email, newPassword, personName, phone } from './account.validator';
import { isoDate, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';
import { doerAnswer } from './person.validator';

export const BAN_LEVELS = ['restricted', 'suspended', 'banned'] as const;
const STATUSES = ['active', ...BAN_LEVELS] as const;
const SORTS = ['newest', 'oldest'] as const;
const MODES = ['set', 'add', 'remove'] as const;

export interface ListUsersQuery extends PageRequest {
  search?: string;
  role?: Role;
  status?: (typeof STATUSES)[number];
  verified?: boolean;
  from?: Date;
  to?: Date;
  sortBy: (typeof SORTS)[number];
}

export const listUsers = input({
  query: pagedQuery<ListUsersQuery>({
    search: text(2, 120)
      .empty('')
      .description('A name or its beginning, an e-mail, a phone number.')
      .example('mona'),
    role: oneOf(ROLES),
    status: oneOf(STATUSES),
    verified: Joi.boolean().description('Whether the e-mail or the phone is verified.'),
    from: isoDate().description('Opened from then on.'),
    to: isoDate().description('Opened before then.'),
    sortBy: oneOf(SORTS).default('newest'),
  }),
});

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export const oneUser = input({ params });

export interface CreateStaffBody {
  email: string;
  password?: string;
  role: (typeof STAFF_ROLES)[number];
  firstName?: string;
  lastName?: string;
  fullName?: string;
  phone?: string;
  locale?: Locale;
}

export const createStaff = input({
  body: Joi.object<CreateStaffBody, true>({
    email: email().required().example('salma@example.com'),
    password: newPassword()
      .empty(['', null])
      .description('Without it a link to choose one goes to the e-mail.'),
    role: oneOf(STAFF_ROLES).default('admin'),
    firstName: personName().empty('').example('Salma'),
    lastName: personName().empty('').example('Adel'),
    fullName: text(1, 120).empty('').example('Salma Adel'),
    phone: phone().empty(['', null]).example('+201001234568'),
    locale: oneOf(LOCALES),
  })
    .or('fullName', 'firstName')
    .and('firstName', 'lastName'),
});

export interface BanBody {
  reason: string;
  level: (typeof BAN_LEVELS)[number];
  until?: Date;
}

export const ban = input({
  params,
  body: Joi.object<BanBody, true>({
    reason: text(3, 500).required().example('Offensive messages to clients'),
    level: oneOf(BAN_LEVELS)
      .default('banned')
      .description('`restricted`: may look around; `suspended` and `banned`: may not sign in.'),
    until: isoDate()
      .empty(null)
      .description('Absent: until it is lifted.')
      .example('2126-05-31T09:00:00.000Z'),
  }),
});

export interface RoleBody {
  role: Role;
  mode: (typeof MODES)[number];
}

export const changeRole = input({
  params,
  body: Joi.object<RoleBody, true>({
    role: oneOf(ROLES).required().example('moderator'),
    mode: oneOf(MODES)
      .default('set')
      .description('`set`: the only role; `add`: one more; `remove`: one less.'),
  }),
});

export interface VerifyBody {
  email: boolean;
  phone: boolean;
}

export const verify = input({
  params,
  body: Joi.object<VerifyBody, true>({
    email: Joi.boolean().default(true),
    phone: Joi.boolean().default(true),
  }),
});

const ability = Joi.boolean().required();

export const accountAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  email: Joi.string().allow(null).example('mona@example.com'),
  isEmailVerified: Joi.boolean(),
  phone: Joi.string().allow(null).example('+201001234567'),
  isPhoneVerified: Joi.boolean(),
  firstName: Joi.string().allow(''),
  lastName: Joi.string().allow(''),
  fullName: Joi.string().allow(''),
  profilePicture: Joi.string().allow(null),
  role: Joi.string()
    .valid(...ROLES)
    .allow(null),
  roles: Joi.array().items(Joi.string().valid(...ROLES)),
  status: oneOf(STATUSES),
  isBanned: Joi.boolean(),
  ban: Joi.object({
    level: oneOf(BAN_LEVELS),
    reason: Joi.string(),
    at: isoDate(),
    until: isoDate().allow(null),
    by: doerAnswer,
  }).allow(null),
  locale: Joi.string().valid(...LOCALES),
  lastLoginAt: isoDate().allow(null),
  createdAt: isoDate(),
  updatedAt: isoDate(),
  can: Joi.object({ read: ability, ban: ability, unban: ability, changeRole: ability, verify: ability }),
}).meta({ component: 'AccountForStaff' });
