import type { channelEn } from './channel.en';
import type { ArabicOf } from './text';

/** What stands around notices: many messages told as one, and the page that switches mails off. */
export const channelAr: ArabicOf<typeof channelEn> = {
  'notice.messagesWaiting.title': {
    zero: 'لا رسائل في انتظارك',
    one: 'رسالة واحدة في انتظارك',
    two: 'رسالتان في انتظارك',
    few: '{{count}} رسائل في انتظارك',
    many: '{{count}} رسالة في انتظارك',
    other: '{{count}} رسالة في انتظارك',
  },
  'notice.messagesWaiting.body': {
    zero: 'لم يصلك شيء خلال ساعات الهدوء.',
    one: 'وصلتك خلال ساعات الهدوء.',
    two: 'وصلتاك خلال ساعات الهدوء.',
    few: 'وصلتك خلال ساعات الهدوء.',
    many: 'وصلتك خلال ساعات الهدوء.',
    other: 'وصلتك خلال ساعات الهدوء.',
  },

  'unsubscribe.title': 'رسائل كرافت ووركس الإلكترونية',
  'unsubscribe.language': 'العربية',
  'unsubscribe.ask.title': 'هل تريد إيقاف هذه الرسائل؟',
  'unsubscribe.ask.text': 'لن تصلك رسائل إلكترونية من نوع «{{kind}}». سيواصل التطبيق إبلاغك.',
  'unsubscribe.ask.button': 'أوقفها',
  'unsubscribe.done.title': 'تم الإيقاف',
  'unsubscribe.done.text':
    'لن تصلك رسائل إلكترونية من نوع «{{kind}}». يمكنك تشغيلها من جديد في إعدادات التطبيق.',
  'unsubscribe.invalid.title': 'هذا الرابط غير صالح',
  'unsubscribe.invalid.text': 'الرابط ناقص أو قديم. يمكنك اختيار ما نرسله إليك في إعدادات التطبيق.',

  'unsubscribe.kind.invitation': 'الدعوات',
  'unsubscribe.kind.quote': 'عروض الأسعار',
  'unsubscribe.kind.status': 'سير الطلبات',
  'unsubscribe.kind.review': 'التقييمات',
  'unsubscribe.kind.dispute': 'النزاعات',
  'unsubscribe.kind.payment': 'المدفوعات',
  'unsubscribe.kind.verification': 'التوثيق',
  'unsubscribe.kind.message': 'الرسائل',
  'unsubscribe.kind.admin': 'أخبار حسابك',
};
