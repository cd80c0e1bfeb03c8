import { defineCodes } from './defineCodes';

/** The contact form; the English texts are those of the requirements. */
export const contactMessageCodes = defineCodes({
  'contactMessage.incomplete': {
    status: 400,
    en: 'Name, email, and message are required.',
    ar: 'الاسم والبريد الإلكتروني والرسالة مطلوبة.',
  },
  'contactMessage.notSent': {
    status: 502,
    en: 'Failed to send email.',
    ar: 'تعذّر إرسال البريد الإلكتروني.',
  },
});
