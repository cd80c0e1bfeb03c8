import { defineCodes } from './defineCodes';

/** Jobs: what is wrong with one, or with the moment. */
export const jobCodes = defineCodes({
  'job.unknownService': {
    status: 400,
    en: 'This service is not offered. Choose one of the catalogue.',
    ar: 'هذه الخدمة غير متاحة. اختر خدمة من القائمة.',
  },
  'job.nothingAsked': {
    status: 400,
    en: 'Say in at least one telling word what you are looking for.',
    ar: 'اكتب كلمة واحدة مفيدة على الأقل عمّا تبحث عنه.',
  },
  'job.tooManyPhotos': {
    status: 400,
    en: 'A job has at most 5 photos.',
    ar: 'الحد الأقصى لصور الطلب 5 صور.',
  },
  'job.restricted': {
    status: 403,
    en: 'Your account is restricted: you cannot post jobs at present.',
    ar: 'حسابك مقيَّد، ولا يمكنك نشر الطلبات حاليًا.',
  },
  'job.notEditable': {
    status: 409,
    en: 'This job can no longer be changed.',
    ar: 'لم يعد من الممكن تعديل هذا الطلب.',
  },
  'job.paymentTypeFixed': {
    status: 409,
    en: 'The way of paying cannot change while there are quotes.',
    ar: 'لا يمكن تغيير طريقة الدفع مع وجود عروض أسعار.',
  },
  'job.notOpen': {
    status: 409,
    en: 'This job is no longer open.',
    ar: 'لم يعد هذا الطلب مفتوحًا.',
  },
  'job.notClosed': {
    status: 409,
    en: 'Only completed and cancelled jobs can be posted again.',
    ar: 'يمكن إعادة نشر الطلبات المكتملة أو الملغاة فقط.',
  },
  'job.hiddenByStaff': {
    status: 409,
    en: 'Our staff removed this job: it cannot be posted again or extended.',
    ar: 'أزال فريقنا هذا الطلب، فلا يمكن إعادة نشره أو تمديده.',
  },
});
