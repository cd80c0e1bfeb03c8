import { defineCodes } from './defineCodes';

/** Quotes. */
export const quoteCodes = defineCodes({
  'quote.ownJob': {
    status: 403,
    en: 'You cannot quote on a job of your own.',
    ar: 'لا يمكنك تقديم عرض سعر على طلبك أنت.',
  },
  'quote.notVerified': {
    status: 403,
    en: 'Only verified craftsmen may quote. Send in your verification first.',
    ar: 'تقديم عروض الأسعار للحرفيين الموثَّقين فقط. أكمل توثيق حسابك أولًا.',
  },
  'quote.restricted': {
    status: 403,
    en: 'Your account is restricted: you cannot quote at present.',
    ar: 'حسابك مقيَّد، ولا يمكنك تقديم عروض أسعار حاليًا.',
  },
  'quote.alreadyLive': {
    status: 409,
    en: 'You have a live quote on this job already: revise it instead.',
    ar: 'لديك عرض سعر قائم على هذا الطلب بالفعل؛ يمكنك تعديله.',
  },
  'quote.limitReached': {
    status: 409,
    en: 'This job takes no further quotes at present.',
    ar: 'هذا الطلب لا يقبل عروض أسعار أخرى حاليًا.',
  },
  'quote.versionChanged': {
    status: 409,
    en: 'The craftsman has revised this quote meanwhile. Please look at it again.',
    ar: 'عدّل الحرفي هذا العرض في هذه الأثناء. يُرجى مراجعته مرة أخرى.',
  },
  'quote.needsConfirmation': {
    status: 409,
    en: 'The job was changed; the craftsman has not confirmed this quote yet.',
    ar: 'تغيّر الطلب، ولم يؤكد الحرفي هذا العرض بعد.',
  },
  'quote.nothingToConfirm': {
    status: 409,
    en: 'This quote does not need to be confirmed.',
    ar: 'هذا العرض لا يحتاج إلى تأكيد.',
  },
  'quote.expired': { status: 409, en: 'This quote has expired.', ar: 'انتهت صلاحية هذا العرض.' },
  'quote.craftsmanUnavailable': {
    status: 409,
    en: 'This craftsman cannot be hired at present.',
    ar: 'لا يمكن التعاقد مع هذا الحرفي حاليًا.',
  },
});
