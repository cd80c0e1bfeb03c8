import type { disputeEn } from './dispute.en';
import type { ArabicOf } from './text';

export const disputeAr: ArabicOf<typeof disputeEn> = {
  'notice.disputeOpened.title': 'تم فتح نزاع',
  'notice.disputeOpened.body':
    'فُتح نزاع على طلب «{{title}}». تتوقف أموال الطلب ومواعيده إلى أن يبتّ فريقنا فيه.',
  'notice.disputeRefunded.title': 'تم البت في النزاع',
  'notice.disputeRefunded.body': 'حسم فريقنا النزاع على طلب «{{title}}» لصالح العميل، وأُلغي الطلب.',
  'notice.disputeReleased.title': 'تم البت في النزاع',
  'notice.disputeReleased.body': 'حسم فريقنا النزاع على طلب «{{title}}» لصالح الحرفي، واكتمل الطلب.',
  'notice.disputeSplit.title': 'تم البت في النزاع',
  'notice.disputeSplit.body': 'قسّم فريقنا المبلغ المتنازع عليه في طلب «{{title}}» بين الطرفين، واكتمل الطلب.',
  'notice.disputeRework.title': 'أُمر بإعادة العمل',
  'notice.disputeRework.body':
    'أمر فريقنا بإعادة العمل في طلب «{{title}}» في موعد محدد. يستمر الطلب ويبقى المال محجوزًا.',
  'message.disputeOpened': 'تم فتح النزاع، وسيبتّ فريقنا فيه.',
  'message.disputeSettled': 'تم البت في النزاع.',
};
