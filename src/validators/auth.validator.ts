import type BaseJoi from 'joi';
import type { ConsentWishes } from '../utils/consents';
import { input } from '../utils/input';
import { ROLES, type Role } from '../utils/types/actor';
import {
  email,
  givenPassword,
  newPassword,
  otp,
  ownAccountAnswer,
  personName,
  phone,
} from './account.validator';
import { isoDate, objectId, oneOf, text } from './common.validator';
import { consentWishes } from './consent.validator';
import { Joi } from './joi';

const TOKEN = '665f1c2ab8a1f0d4c3e2b1a0.Yk3v0fJm2QxR8sTn5uWzB7cLd1eGh4iKoP6qAaMzXyE';
const linkToken = (): BaseJoi.StringSchema => Joi.string().trim().max(4_000).required().example(TOKEN);

export interface RegisterBody {
  email: string;
  password: string;
  role: Role;
  firstName?: string;
  lastName?: string;
  fullName?: string;
  phone?: string;
  consents?: ConsentWishes;
}

export const register = input({
  body: Joi.object<RegisterBody, true>({
    email: email().required(),
    password: newPassword().required(),
    role: oneOf(ROLES).required(),
    firstName: personName().empty(''),
    lastName: personName().empty('').example('Hassan'),
    fullName: text(1, 120).empty('').example('Mona Hassan'),
    phone: phone().empty(['', null]),
    consents: consentWishes().description('What the new user ticks; each is kept with its version and time.'),
  })
    .or('fullName', 'firstName')
    .and('firstName', 'lastName'),
});

const LOGIN_TYPES = ['clients', 'public', 'admins', 'internal'] as const;
const TOTP = /^[\w\s-]{4,40}$/;

export interface LoginBody {
  loginIdentifier?: string;
  email?: string;
  phone?: string;
  password: string;
  type: (typeof LOGIN_TYPES)[number];
  totp?: string;
}

/** Not checked as an address or a number: the answer to what is none is the same as to what is not known. */
const identifier = (): BaseJoi.StringSchema => Joi.string().trim().min(1).max(254).empty('');

export const login = input({
  body: Joi.object<LoginBody, true>({
    loginIdentifier: identifier().example('mona@example.com'),
    email: identifier().example('mona@example.com'),
    phone: identifier().example('+201001234567'),
    password: givenPassword().required(),
    type: oneOf(LOGIN_TYPES).default('clients'),
    totp: Joi.string().trim().pattern(TOTP).empty('').example('123456'),
  }).or('loginIdentifier', 'email', 'phone'),
});

export interface RefreshBody {
  refreshToken: string;
}

export const refresh = input({ body: Joi.object<RefreshBody, true>({ refreshToken: linkToken() }) });

export const nothing = input({});

export const session = input({ params: Joi.object<{ id: string }, true>({ id: objectId().required() }) });

/** By phone for accounts that have no e-mail. */
export interface ForgotPasswordBody {
  email?: string;
  phone?: string;
}

export const forgotPassword = input({
  body: Joi.object<ForgotPasswordBody, true>({ email: email(), phone: phone() }).xor('email', 'phone'),
});

/** With the mailed link, or with the code that was sent to the phone. */
export interface ResetPasswordBody {
  token?: string;
  phone?: string;
  otp?: string;
  newPassword: string;
}

export const resetPassword = input({
  body: Joi.object<ResetPasswordBody, true>({
    token: linkToken().optional(),
    phone: phone(),
    otp: otp(),
    newPassword: newPassword().required(),
  })
    .rename('code', 'otp', { ignoreUndefined: true })
    .xor('token', 'phone')
    .and('phone', 'otp'),
});

export interface ChangePasswordBody {
  currentPassword: string;
  newPassword: string;
}

export const changePassword = input({
  body: Joi.object<ChangePasswordBody, true>({
    currentPassword: givenPassword().required(),
    newPassword: newPassword().required().example('Copper-Meadow-17'),
  }),
});

export const link = input({ body: Joi.object<{ token: string }, true>({ token: linkToken() }) });

export interface ChangeEmailBody {
  newEmail: string;
  password: string;
}

export const changeEmail = input({
  body: Joi.object<ChangeEmailBody, true>({
    newEmail: email().required().example('mona.new@example.com'),
    password: givenPassword().required(),
  })
    .rename('email', 'newEmail', { ignoreUndefined: true })
    .rename('currentPassword', 'password', { ignoreUndefined: true }),
});

/** The answer to every way of coming in. */
export const signedInAnswer = Joi.object({
  token: Joi.string(),
  refreshToken: Joi.string().example(TOKEN),
  user: ownAccountAnswer,
});

export const sessionAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  device: Joi.string().example('Chrome on Windows'),
  userAgent: Joi.string().allow(null),
  place: Joi.string().allow(null).example('197.45.12.0/24'),
  isCurrent: Joi.boolean(),
  createdAt: isoDate(),
  lastUsedAt: isoDate(),
  expiresAt: isoDate(),
});

export const endedAnswer = Joi.object({ endedSessions: Joi.number().integer().example(1) });
export const emailAnswer = Joi.object({ email: Joi.string(), isEmailVerified: Joi.boolean() });
export const doneAnswer = Joi.object({});
