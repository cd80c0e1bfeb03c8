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
  'notice.disputeAgreed.title': 'اتفق الطرفان',
  'notice.disputeAgreed.body': 'التقى ما يقبله كل منكما في طلب «{{title}}»، فسُوّي النزاع عند منتصف المبلغين.',
  'notice.disputeAnswerDue.title': 'حان موعد ردك',
  'notice.disputeAnswerDue.body': 'فتح الطرف الآخر نزاعًا على طلب «{{title}}». يُرجى الرد قبل انتهاء المهلة.',
  'notice.disputeAnswered.title': 'تم الرد على النزاع',
  'notice.disputeAnswered.body': 'ورد رد على النزاع الخاص بطلب «{{title}}».',
  'notice.disputeUnanswered.title': 'لا رد على النزاع',
  'notice.disputeUnanswered.body':
    'لم يرد أحد على النزاع الخاص بطلب «{{title}}» في الموعد. يستمر النزاع ويبتّ فيه فريقنا بما لديه.',
  'notice.disputeAppealed.title': 'تم استئناف القرار',
  'notice.disputeAppealed.body':
    'استُؤنف القرار الخاص بطلب «{{title}}». يبتّ فيه عضو آخر من فريقنا، وتبقى الأموال معلّقة.',
  'notice.disputeDecisionDue.title': 'نزاع يجب البت فيه قريبًا',
  'notice.disputeDecisionDue.body': 'النزاع على طلب «{{title}}» بانتظار قرار، وتوشك مهلته على الانتهاء.',
  'notice.disputeDecisionLate.title': 'نزاع تجاوز موعده',
  'notice.disputeDecisionLate.body': 'انتهت مهلة البت في النزاع على طلب «{{title}}». يُرجى البت فيه الآن.',
  'message.disputeTaken': 'أنت تنظر في هذا النزاع.',
  'message.disputeAnswered': 'تم تسجيل ردك.',
  'message.evidenceAdded': 'تم تسجيل الدليل، ولا يمكن تغييره بعد الآن.',
  'message.offerStated': 'عرضك مختوم. إذا التقى مع عرض الطرف الآخر سُوّي النزاع فورًا.',
  'message.disputeAgreed': 'التقى العرضان وسُوّي النزاع.',
  'message.disputeAppealed': 'تم تسجيل الاستئناف، وسيبتّ فيه عضو آخر من فريقنا.',
  'message.noteAdded': 'تم تسجيل الملاحظة.',
  'message.disputeOpened': 'تم فتح النزاع، وسيبتّ فريقنا فيه.',
  'message.disputeSettled': 'تم البت في النزاع.',
};
