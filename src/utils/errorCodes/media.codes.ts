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
] as const satisfies readonly (keyof typeof mediaCodes)[];
