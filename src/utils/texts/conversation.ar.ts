import type { conversationEn } from './conversation.en';
import type { ArabicOf } from './text';

const HIDDEN = 'يمكن تبادل الهواتف والبريد والروابط والحسابات بعد تأكيد التعيين.';
const BETWEEN = 'بين {{client}} و{{craftsman}}، من {{from}} إلى {{to}}. أهم ما قيل:';

export const conversationAr: ArabicOf<typeof conversationEn> = {
  'notice.messageReceived.title': 'رسالة جديدة عن «{{title}}»',
  'notice.messageReceived.body': 'الرسالة: {{excerpt}}',
  'notice.messageRemoved.title': 'تمت إزالة رسالتك',
  'notice.messageRemoved.body': 'أزال فريقنا رسالة لك عن «{{title}}». السبب: {{reason}}.',
  'message.conversationOpened': 'يمكنكما الآن تبادل الرسائل.',
  'message.messageSent': 'تم إرسال الرسالة.',
  'message.contactsHidden': {
    zero: `تم إرسال الرسالة. ${HIDDEN}`,
    one: `تم إرسال الرسالة وإخفاء بيان تواصل واحد: ${HIDDEN}`,
    two: `تم إرسال الرسالة وإخفاء بياني تواصل: ${HIDDEN}`,
    few: `تم إرسال الرسالة وإخفاء {{count}} بيانات تواصل: ${HIDDEN}`,
    many: `تم إرسال الرسالة وإخفاء {{count}} بيان تواصل: ${HIDDEN}`,
    other: `تم إرسال الرسالة وإخفاء {{count}} بيان تواصل: ${HIDDEN}`,
  },
  'message.conversationRead': 'تم تحديد المحادثة كمقروءة.',
  'conversation.removed': 'أُزيلت هذه الرسالة.',
  'conversation.file': 'ملف',
  'conversation.somebody': 'مستخدم سابق',
  'conversation.summary.none': 'لم يُكتب شيء بعد.',
  'conversation.summary.frame': {
    zero: `لا رسائل ${BETWEEN}`,
    one: `رسالة واحدة ${BETWEEN}`,
    two: `رسالتان ${BETWEEN}`,
    few: `{{count}} رسائل ${BETWEEN}`,
    many: `{{count}} رسالة ${BETWEEN}`,
    other: `{{count}} رسالة ${BETWEEN}`,
  },
};
