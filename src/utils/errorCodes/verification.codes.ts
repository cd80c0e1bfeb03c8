import { defineCodes } from './defineCodes';

/** Craftsmen who ask to be verified. */
export const verificationCodes = defineCodes({
  'verification.alreadyOpen': {
    status: 409,
    en: 'Your request is being looked at already.',
    ar: 'طلبك قيد المراجعة بالفعل.',
  },
  'verification.documentsMissing': {
    status: 400,
    en: 'Documents are missing.',
    ar: 'بعض المستندات المطلوبة ناقصة.',
  },
  'verification.tooManyDocuments': {
    status: 400,
    en: 'A request holds ten documents at most.',
    ar: 'لا يتسع الطلب لأكثر من عشرة مستندات.',
  },
  'verification.takenByAnother': {
    status: 409,
    en: 'A colleague is looking at this request.',
    ar: 'يراجع زميل آخر هذا الطلب.',
  },
  'verification.sentAnew': {
    status: 409,
    en: 'The craftsman has sent in other papers meanwhile. Look at them first.',
    ar: 'أرسل الحرفي مستندات أخرى في هذه الأثناء. راجعها أولًا.',
  },
  'verification.linkExpired': {
    status: 410,
    en: 'This link has run out. Open the request again.',
    ar: 'انتهت صلاحية هذا الرابط. افتح الطلب من جديد.',
  },
});
