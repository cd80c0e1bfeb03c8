import { defineCodes } from './defineCodes';

/** What people decide about what we know of them. */
export const privacyCodes = defineCodes({
  'privacy.signInAgain': {
    status: 403,
    en: 'Sign in again first: this is only for somebody who has just signed in.',
    ar: 'سجّل الدخول مرة أخرى أولًا؛ هذه الخطوة متاحة فقط لمن سجّل دخوله للتو.',
  },
  'privacy.erasureRefused': {
    status: 409,
    en: 'Your account cannot be deleted yet.',
    ar: 'لا يمكن حذف حسابك بعد.',
  },
});
