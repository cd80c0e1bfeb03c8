import { input } from '../utils/input';
import { ROLES, type Role } from '../utils/types/actor';
import { givenPassword, otp, ownAccountAnswer, personName, phone } from './account.validator';
import { signedInAnswer } from './auth.validator';
import { isoDate, oneOf, text } from './common.validator';
import { Joi } from './joi';

const PURPOSES = ['login', 'verifyPhone', 'confirmOwner'] as const;

export interface SendOtpBody {
  phone?: string;
  purpose: (typeof PURPOSES)[number];
}

/** `verifyPhone` and `confirmOwner` are for whoever is signed in, about his own phone. */
export const sendOtp = input({
  body: Joi.object<SendOtpBody, true>({
    phone: phone().empty(['', null]),
    purpose: oneOf(PURPOSES).default('login'),
  }),
});

export interface VerifyOtpBody {
  phone: string;
  otp: string;
  role?: Role;
  firstName?: string;
  lastName?: string;
  fullName?: string;
  newAccount?: boolean;
  totp?: string;
}

export const verifyOtp = input({
  body: Joi.object<VerifyOtpBody, true>({
    phone: phone().required(),
    otp: otp().required(),
    role: oneOf(ROLES).empty(['', null]),
    firstName: personName().empty(''),
    lastName: personName().empty('').example('Hassan'),
    fullName: text(1, 120).empty('').example('Mona Hassan'),
    newAccount: Joi.boolean(),
    totp: Joi.string().trim().max(40).empty('').example('123456'),
  }).rename('code', 'otp', { ignoreUndefined: true }),
});

export interface VerifyPhoneBody {
  otp: string;
}

export const verifyPhone = input({
  body: Joi.object<VerifyPhoneBody, true>({ otp: otp().required() }).rename('code', 'otp', {
    ignoreUndefined: true,
  }),
});

export interface ChangePhoneBody {
  newPhone: string;
  password?: string;
  otp?: string;
}

export const changePhone = input({
  body: Joi.object<ChangePhoneBody, true>({
    newPhone: phone().required(),
    password: givenPassword().empty(''),
    otp: otp().empty(''),
  })
    .rename('phone', 'newPhone', { ignoreUndefined: true })
    .rename('currentPassword', 'password', { ignoreUndefined: true })
    .rename('code', 'otp', { ignoreUndefined: true }),
});

export interface CompleteSignUpBody {
  role?: Role;
  firstName?: string;
  lastName?: string;
  fullName?: string;
}

export const completeSignUp = input({
  body: Joi.object<CompleteSignUpBody, true>({
    role: oneOf(ROLES).empty(['', null]),
    firstName: personName().empty(''),
    lastName: personName().empty('').example('Hassan'),
    fullName: text(1, 120).empty('').example('Mona Hassan'),
  }),
});

/** The same whether the phone is known or not. */
export const sentCodeAnswer = Joi.object({
  phone: Joi.string().example('+201001234567'),
  channel: oneOf(['whatsapp', 'sms']),
  codeLength: Joi.number().integer().example(6),
  expiresAt: isoDate(),
  resendAfterSeconds: Joi.number().integer().example(30),
});

/** The answer to every way of coming in that may make an account. */
export const appSignedInAnswer = signedInAnswer.keys({
  isNewUser: Joi.boolean(),
  needsSignUp: Joi.boolean().description(
    'Role or name are missing: POST /auth/complete-sign-up comes first.',
  ),
});

export const phoneAnswer = Joi.object({ phone: Joi.string(), isPhoneVerified: Joi.boolean() });
export const completedAnswer = Joi.object({ user: ownAccountAnswer });
