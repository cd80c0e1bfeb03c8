import { defineCodes } from './defineCodes';

/** Coming in, staying in, and what belongs to the login. */
export const authCodes = defineCodes({
  'auth.roleNotAllowed': {
    status: 403,
    en: 'This role cannot be registered.',
    ar: 'لا يمكن التسجيل بهذا الدور.',
  },
  'auth.wrongCredentials': { status: 401, en: 'Invalid credentials', ar: 'بيانات الدخول غير صحيحة.' },
  'auth.wrongType': {
    status: 403,
    en: 'This account cannot sign in here.',
    ar: 'لا يمكن لهذا الحساب تسجيل الدخول من هنا.',
  },
  'auth.blocked': { status: 403, en: 'This account is blocked.', ar: 'هذا الحساب محظور.' },
  'auth.totpRequired': {
    status: 401,
    en: 'Enter the code of your authenticator app.',
    ar: 'أدخل رمز تطبيق المصادقة.',
  },
  'auth.totpWrong': { status: 401, en: 'The code is wrong or was used.', ar: 'الرمز خاطئ أو سبق استخدامه.' },
  'auth.codeWrong': {
    status: 401,
    en: 'The code is wrong, was used or has expired.',
    ar: 'الرمز خاطئ أو مستخدم أو انتهت صلاحيته.',
  },
  'auth.phoneUnconfirmed': {
    status: 409,
    en: 'An account names this phone and has not confirmed it. Sign in there and verify the phone, or open a new account.',
    ar: 'يوجد حساب يحمل هذا الرقم دون تأكيد. سجّل الدخول إليه وأكّد الرقم، أو افتح حسابًا جديدًا.',
  },
  'auth.socialUnavailable': {
    status: 503,
    en: 'Signing in with Google, Apple or Facebook is not available here.',
    ar: 'تسجيل الدخول عبر جوجل أو آبل أو فيسبوك غير متاح هنا.',
  },
  'auth.socialTokenInvalid': {
    status: 401,
    en: 'The sign-in could not be verified. Please try again.',
    ar: 'تعذّر التحقق من تسجيل الدخول. حاول مرة أخرى.',
  },
  'auth.socialEmailUnconfirmed': {
    status: 409,
    en: 'There is an account with this e-mail. Sign in to it, or reset its password, and then link the two.',
    ar: 'يوجد حساب بهذا البريد الإلكتروني. سجّل الدخول إليه أو أعد تعيين كلمة مروره ثم اربط الحسابين.',
  },
  'auth.contactUnconfirmed': {
    status: 409,
    en: 'Confirm your e-mail first; without one, your phone.',
    ar: 'أكّد بريدك الإلكتروني أولًا، أو هاتفك إن لم يكن لديك بريد.',
  },
  'auth.socialTaken': {
    status: 409,
    en: 'This sign-in belongs to another account, or yours is linked to another one.',
    ar: 'وسيلة الدخول هذه مرتبطة بحساب آخر، أو أن حسابك مرتبط بغيرها.',
  },
  'auth.refreshInvalid': {
    status: 401,
    en: 'The login cannot be renewed. Please sign in again.',
    ar: 'تعذّر تجديد تسجيل الدخول. سجّل الدخول مرة أخرى.',
  },
  'auth.linkExpired': {
    status: 410,
    en: 'This link has expired or was used already.',
    ar: 'انتهت صلاحية هذا الرابط أو سبق استخدامه.',
  },
  'auth.currentPasswordWrong': {
    status: 400,
    en: 'Current password is incorrect',
    ar: 'كلمة المرور الحالية غير صحيحة.',
  },
  'auth.passwordTooCommon': {
    status: 400,
    en: 'This password is among the most used ones. Choose another.',
    ar: 'كلمة المرور هذه من الأكثر شيوعًا. اختر غيرها.',
  },
  'auth.passwordIsPersonal': {
    status: 400,
    en: 'The password must not be your e-mail or name.',
    ar: 'يجب ألا تكون كلمة المرور بريدك الإلكتروني أو اسمك.',
  },
  'auth.nothingToVerify': {
    status: 409,
    en: 'There is no e-mail of yours left to verify.',
    ar: 'لا يوجد بريد إلكتروني لك بحاجة إلى تأكيد.',
  },
});
