import type { contactMessageEn } from './contactMessage.en';
import type { ArabicOf } from './text';

export const contactMessageAr: ArabicOf<typeof contactMessageEn> = {
  'message.contactMessageSent': 'تم إرسال البريد الإلكتروني بنجاح.',
  'message.contactMessageClosed': 'تم إغلاق الرسالة.',
  'contactForm.subject': 'نموذج التواصل: {{name}}',
  'contactForm.intro': 'كتب إلينا أحدهم عبر نموذج التواصل. العنوان أدناه كما كتبه هو: الرد يكون إليه.',
  'contactForm.name': 'الاسم',
  'contactForm.email': 'البريد الإلكتروني',
};
