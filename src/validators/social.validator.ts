import { SOCIAL_PROVIDERS } from '../utils/socialProviders';
import { input } from '../utils/input';
import { ROLES, type Role } from '../utils/types/actor';
import { personName } from './account.validator';
import { oneOf, text } from './common.validator';
import { Joi } from './joi';

/** A signed token as Firebase gives it to an app. */
const idToken = () =>
  Joi.string()
    .trim()
    .max(6_000)
    .pattern(/^[\w-]{1,4000}\.[\w-]{1,4000}\.[\w-]{0,2000}$/)
    .messages({ 'string.pattern.base': '{{#label}} is no token' })
    .required()
    .example('eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJ1aWQifQ.c2lnbmF0dXJl');

export interface SocialBody {
  idToken: string;
  role?: Role;
  firstName?: string;
  lastName?: string;
  fullName?: string;
  totp?: string;
}

export const signIn = input({
  body: Joi.object<SocialBody, true>({
    idToken: idToken(),
    role: oneOf(ROLES).empty(['', null]),
    firstName: personName().empty(''),
    lastName: personName().empty('').example('Hassan'),
    fullName: text(1, 120)
      .empty('')
      .example('Mona Hassan')
      .description('Apple tells the app the name once; the token never has it.'),
    totp: Joi.string().trim().max(40).empty('').example('123456'),
  }).rename('token', 'idToken', { ignoreUndefined: true }),
});

export interface LinkSocialBody {
  idToken: string;
}

export const link = input({
  body: Joi.object<LinkSocialBody, true>({ idToken: idToken() }).rename('token', 'idToken', {
    ignoreUndefined: true,
  }),
});

export const linkedAnswer = Joi.object({ provider: oneOf(SOCIAL_PROVIDERS) });
