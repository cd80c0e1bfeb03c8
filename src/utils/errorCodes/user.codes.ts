import { defineCodes } from './defineCodes';

/** Accounts. */
export const userCodes = defineCodes({
  'user.taken': {
    status: 409,
    en: 'An account with this e-mail or phone exists already.',
    ar: 'يوجد حساب بهذا البريد الإلكتروني أو رقم الهاتف بالفعل.',
  },
  'user.phoneVerified': {
    status: 409,
    en: 'This phone number is verified; it cannot be changed or taken away here.',
    ar: 'رقم الهاتف هذا مؤكَّد؛ لا يمكن تغييره أو حذفه من هنا.',
  },
  'user.roleNotHeld': {
    status: 403,
    en: 'You do not have this role.',
    ar: 'ليس لديك هذا الدور.',
  },
});
