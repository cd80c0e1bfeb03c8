import { defineCodes } from './defineCodes';

/** Who is asking, and whether he may. */
export const accessCodes = defineCodes({
  'auth.required': { status: 401, en: 'Please sign in.', ar: 'يُرجى تسجيل الدخول.' },
  'auth.tokenInvalid': {
    status: 401,
    en: 'The login is not valid. Please sign in again.',
    ar: 'تسجيل الدخول غير صالح. سجّل الدخول مرة أخرى.',
  },
  'auth.tokenExpired': { status: 401, en: 'The login has expired.', ar: 'انتهت صلاحية تسجيل الدخول.' },
  'auth.sessionEnded': {
    status: 401,
    en: 'This session has ended. Please sign in again.',
    ar: 'انتهت هذه الجلسة. سجّل الدخول مرة أخرى.',
  },
  'access.forbidden': { status: 403, en: 'You may not do this.', ar: 'غير مسموح لك بهذا الإجراء.' },
  'access.onboardingOnly': { status: 403, en: 'Finish signing up first.', ar: 'أكمل إنشاء حسابك أولًا.' },
});
