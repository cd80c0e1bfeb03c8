import type { verificationEn } from './verification.en';
import type { ArabicOf } from './text';

/** Craftsmen who ask to be verified, in Arabic. */
export const verificationAr: ArabicOf<typeof verificationEn> = {
  'message.verificationSubmitted': 'استلمنا طلبك، وسنخبرك بالنتيجة.',
  'message.verificationTaken': 'الطلب في عهدتك لمدة 24 ساعة.',
  'message.verificationApproved': 'تم التحقق من الحرفي.',
  'message.verificationRejected': 'تم رفض الطلب.',
  'message.verificationChangesRequested': 'طُلبت التعديلات من الحرفي.',
  'message.documentMissing': 'هذا المستند ناقص: {{docType}}.',
  'notice.verificationApproved.title': 'تم التحقق من حسابك',
  'notice.verificationApproved.body': 'من الآن يمكنك تقديم عروض على الأعمال.',
  'notice.verificationRejected.title': 'تم رفض طلب التحقق',
  'notice.verificationRejected.body': 'السبب: {{reason}}. يمكنك التصحيح وتقديم الطلب من جديد.',
  'notice.verificationChanges.title': 'طلب التحقق يحتاج إلى تعديل',
  'notice.verificationChanges.body': 'المطلوب: {{reason}}. أرسله من جديد لنتابع طلبك.',
  'notice.verificationExpiring.title': {
    zero: 'ينتهي توثيق حسابك اليوم',
    one: 'ينتهي توثيق حسابك خلال يوم واحد',
    two: 'ينتهي توثيق حسابك خلال يومين',
    few: 'ينتهي توثيق حسابك خلال {{count}} أيام',
    many: 'ينتهي توثيق حسابك خلال {{count}} يومًا',
    other: 'ينتهي توثيق حسابك خلال {{count}} يوم',
  },
  'notice.verificationExpiring.body':
    'أرسل مستنداتك من جديد. بعد ذلك لن تتمكن من تقديم عروض على أعمال جديدة.',
  'notice.verificationExpired.title': 'انتهى توثيق حسابك',
  'notice.verificationExpired.body':
    'لا يمكنك تقديم عروض على أعمال جديدة. أرسل مستنداتك من جديد. ما عرضته واتفقت عليه يبقى كما هو.',
};
