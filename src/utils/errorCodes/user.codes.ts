import { defineCodes } from './defineCodes';

/** Accounts. */
export const userCodes = defineCodes({
  'user.taken': {
    status: 409,
    en: 'An account with this e-mail or phone exists already.',
    ar: 'يوجد حساب بهذا البريد الإلكتروني أو رقم الهاتف بالفعل.',
  },
});
