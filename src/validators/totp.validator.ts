import type BaseJoi from 'joi';
import { input } from '../utils/input';
import { givenPassword } from './account.validator';
import { Joi } from './joi';

const APP_CODE = /^\d{6}$/;
/** Of the app, or a recovery code in any spelling. */
const ANY_CODE = /^[A-Za-z0-9][A-Za-z0-9\s-]{3,30}$/;

const code = (pattern: RegExp): BaseJoi.StringSchema =>
  Joi.string().trim().pattern(pattern, 'a code').required().example('492039');

export const setUp = input({});

export const enable = input({ body: Joi.object<{ code: string }, true>({ code: code(APP_CODE) }) });

export interface DisableBody {
  password: string;
  code: string;
}

export const disable = input({
  body: Joi.object<DisableBody, true>({ password: givenPassword().required(), code: code(ANY_CODE) }),
});

export const renewCodes = input({ body: Joi.object<{ code: string }, true>({ code: code(ANY_CODE) }) });

export const setUpAnswer = Joi.object({
  secret: Joi.string().description('For typing by hand.').example('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'),
  uri: Joi.string()
    .description('For a QR code.')
    .example(
      'otpauth://totp/Craftworks:salma%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Craftworks',
    ),
});

export const recoveryCodesAnswer = Joi.object({
  recoveryCodes: Joi.array()
    .items(Joi.string().example('7KQ2M-XW9TA'))
    .description('Each is good for one login without the app. They are shown this once.'),
});

export const doneAnswer = Joi.object({});
