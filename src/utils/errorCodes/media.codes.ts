import { defineCodes } from './defineCodes';

/** Pictures and files that users give. */
export const mediaCodes = defineCodes({
  'media.unsupportedType': {
    status: 415,
    en: 'This kind of file is not accepted. Pictures are JPEG, PNG, GIF or WebP.',
    ar: 'نوع الملف غير مقبول. الصور المقبولة: JPEG أو PNG أو GIF أو WebP.',
  },
  'media.unreadable': {
    status: 400,
    en: 'The picture is damaged or incomplete.',
    ar: 'الصورة تالفة أو غير مكتملة.',
  },
  'media.tooManyPixels': {
    status: 413,
    en: 'The picture has more than 50 million pixels.',
    ar: 'تتجاوز الصورة 50 مليون بكسل.',
  },
  'media.infected': {
    status: 400,
    en: 'The file holds harmful software and was not kept.',
    ar: 'يحتوي الملف على برنامج ضار ولم يُحفظ.',
  },
  'media.quotaExceeded': {
    status: 413,
    en: 'There is no room left for your files. Remove some that you no longer need.',
    ar: 'لا توجد مساحة متبقية لملفاتك. احذف ما لم تعد بحاجة إليه.',
  },
  'media.scanUnavailable': {
    status: 503,
    en: 'Files cannot be checked for harmful software right now. Please try again.',
    ar: 'لا يمكن فحص الملفات من البرامج الضارة حاليًا. حاول مرة أخرى.',
  },
  'media.outsideRange': {
    status: 416,
    en: 'The file ends before the part that was asked for.',
    ar: 'ينتهي الملف قبل الجزء المطلوب.',
  },
  'media.notUsable': {
    status: 400,
    en: 'This file cannot be used here: upload one and name its id.',
    ar: 'لا يمكن استخدام هذا الملف هنا: ارفع ملفًا واذكر معرّفه.',
  },
  'media.fileMissing': {
    status: 400,
    en: 'A file is missing.',
    ar: 'الملف مطلوب.',
  },
});

/** What a route that takes files may answer. */
export const uploadErrors = [
  'media.fileMissing',
  'media.unsupportedType',
  'media.unreadable',
  'media.tooManyPixels',
  'media.infected',
  'media.quotaExceeded',
  'media.scanUnavailable',
  'provider.failed',
] as const satisfies readonly (keyof typeof mediaCodes | 'provider.failed')[];
