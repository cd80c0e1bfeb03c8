import { defineCodes } from './defineCodes';

/** The second factor. */
export const totpCodes = defineCodes({
  'totp.wrongCode': {
    status: 400,
    en: 'The code is wrong or was used already.',
    ar: 'الرمز خاطئ أو سبق استخدامه.',
  },
  'totp.notSetUp': {
    status: 409,
    en: 'Set up the authenticator app first.',
    ar: 'قم بإعداد تطبيق المصادقة أولًا.',
  },
  'totp.alreadyEnabled': {
    status: 409,
    en: 'The second factor is on already.',
    ar: 'التحقق بخطوتين مفعّل بالفعل.',
  },
  'totp.notEnabled': {
    status: 409,
    en: 'The second factor is not on.',
    ar: 'التحقق بخطوتين غير مفعّل.',
  },
});
