import { defineCodes } from './defineCodes';

/** What staff does with accounts. */
export const staffCodes = defineCodes({
  'staff.notYourself': {
    status: 403,
    en: 'You may not do this to your own account.',
    ar: 'لا يمكنك تنفيذ هذا الإجراء على حسابك.',
  },
  'staff.notStaff': {
    status: 403,
    en: 'Accounts of staff are managed by admins only.',
    ar: 'حسابات فريق العمل يديرها المشرفون العامون فقط.',
  },
  'staff.lastAdmin': {
    status: 409,
    en: 'This is the last admin: make another one first.',
    ar: 'هذا آخر مشرف عام: عيّن مشرفًا آخر أولًا.',
  },
  'staff.needsEmail': {
    status: 409,
    en: 'Staff signs in by e-mail: this account has none.',
    ar: 'فريق العمل يسجّل الدخول بالبريد الإلكتروني، وهذا الحساب ليس له بريد.',
  },
  'staff.notBanned': { status: 409, en: 'This account is not banned.', ar: 'هذا الحساب غير محظور.' },
  'staff.lastRole': {
    status: 409,
    en: 'An account keeps at least one role.',
    ar: 'يجب أن يبقى للحساب دور واحد على الأقل.',
  },
  'staff.roleNotHeld': {
    status: 409,
    en: 'This account does not have that role.',
    ar: 'هذا الحساب ليس له هذا الدور.',
  },
  'staff.nothingToVerify': {
    status: 409,
    en: 'There is nothing on this account that is left to verify.',
    ar: 'لا يوجد في هذا الحساب ما يحتاج إلى تأكيد.',
  },
});
