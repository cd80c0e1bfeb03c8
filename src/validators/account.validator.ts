import type BaseJoi from 'joi';
import { emailKey } from '../utils/emails';
import { phoneNumberOf } from '../utils/phones';
import { LOCALES, ROLES } from '../utils/types/actor';
import { isoDate, objectId, text } from './common.validator';
import { Joi } from './joi';

/** What the parts of an account look like, wherever they are given or sent. */

/** Control, format and blank characters: what the eye does not see makes no other address. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Z}]/u;
const PASSWORD_CHARACTERS = { least: 8, most: 64 };
const PASSWORD_BYTES = 72;

/** An e-mail address. */
export const email = (): BaseJoi.StringSchema =>
  Joi.string()
    .trim()
    .max(254)
    .email({ tlds: false })
    .custom((value: string, helpers) =>
      UNSEEN.test(value) || emailKey(value) === undefined ? helpers.error('string.email') : value,
    )
    .example('mona@example.com');

/** A phone number in any spelling, also with Arabic digits; read as E.164. */
export const phone = (): BaseJoi.StringSchema =>
  Joi.string()
    .max(40)
    .custom((value: string, helpers) => phoneNumberOf(value) ?? helpers.error('phone.invalid'))
    .example('+201001234567');

/** Arabic-Indic and Persian digits. */
const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const CODE = /^\d{4,8}$/;

/** A code as somebody types it, in any digits, with or without blanks. */
export const otp = (): BaseJoi.StringSchema =>
  Joi.string()
    .max(40)
    .custom((value: string, helpers) => {
      const digits = value
        .replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
        .replace(/[\s-]/g, '');
      return CODE.test(digits) ? digits : helpers.error('string.pattern.base');
    })
    .messages({ 'string.pattern.base': '{{#label}} is a code of 4 to 8 digits' })
    .example('493027');

/** A password to be set (rules.md, section 9). */
export const newPassword = (): BaseJoi.StringSchema =>
  Joi.string()
    .custom((value: string, helpers) => {
      const normal = value.normalize('NFKC');
      const { length } = [...normal];
      if (length < PASSWORD_CHARACTERS.least) {
        return helpers.error('string.min', { limit: PASSWORD_CHARACTERS.least });
      }
      if (length > PASSWORD_CHARACTERS.most) {
        return helpers.error('string.max', { limit: PASSWORD_CHARACTERS.most });
      }
      return Buffer.byteLength(normal) > PASSWORD_BYTES ? helpers.error('password.bytes') : value;
    })
    .meta({
      openapi: {
        type: 'string',
        minLength: PASSWORD_CHARACTERS.least,
        maxLength: PASSWORD_CHARACTERS.most,
      },
    })
    .example('Harbour-Lantern-42');

/** A password to be checked: whatever somebody types, within reason. */
export const givenPassword = (): BaseJoi.StringSchema =>
  Joi.string().min(1).max(1_000).example('Harbour-Lantern-42');

/** One part of a person's name. */
export const personName = (): BaseJoi.StringSchema => text(1, 60).example('Mona');

/** What the owner of an account sees of it. */
export const ownAccountAnswer = Joi.object({
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
  bio: Joi.string().allow(''),
  role: Joi.string()
    .valid(...ROLES)
    .allow(null),
  roles: Joi.array().items(Joi.string().valid(...ROLES)),
  locale: Joi.string().valid(...LOCALES),
  isBanned: Joi.boolean(),
  rating: Joi.number(),
  ratingCount: Joi.number(),
  createdAt: isoDate(),
  updatedAt: isoDate(),
});
