import type { ArabicOf } from './text';
import type { walletEn } from './wallet.en';

export const walletAr: ArabicOf<typeof walletEn> = {
  'notice.withdrawalRequested.title': 'طلب السحب قيد التنفيذ',
  'notice.withdrawalRequested.body': 'تم حجز {{amount}}. نحوّل المبلغ خلال يومي عمل.',
  'notice.withdrawalPaid.title': 'تم تحويل أموالك',
  'notice.withdrawalPaid.body': 'تم إرسال {{amount}} إليك.',
  'notice.withdrawalFailed.title': 'تعذّر تنفيذ السحب',
  'notice.withdrawalFailed.body': 'عاد مبلغ {{amount}} إلى محفظتك. السبب: {{reason}}',
  'notice.withdrawalCancelled.title': 'تم إلغاء طلب السحب',
  'notice.withdrawalCancelled.body': 'عاد مبلغ {{amount}} إلى محفظتك.',
  'notice.walletAdjusted.title': 'تم تصحيح رصيد محفظتك',
  'notice.walletAdjusted.body': 'صُحِّح الرصيد بمبلغ {{amount}}: {{reason}}',
  'notice.payoutDetailsChanged.title': 'تم تغيير بيانات استلام أموالك',
  'notice.payoutDetailsChanged.body':
    'من الآن تُحوَّل أموالك إلى جهة أخرى. إن لم تكن أنت من فعل ذلك فغيّر كلمة المرور الآن وراسلنا.',

  'mail.payoutDetailsChanged.subject': 'تم تغيير بيانات استلام أموالك',
  'mail.payoutDetailsChanged.body':
    'من الآن تُحوَّل أموالك إلى جهة أخرى.\nإن لم تكن أنت من فعل ذلك فغيّر كلمة المرور الآن وراسلنا.',

  'message.payoutDetailsSaved': 'تم حفظ بيانات استلام الأموال.',
  'message.withdrawalRequested': 'تم تسجيل طلب السحب.',
  'message.withdrawalCancelled': 'تم إلغاء طلب السحب، وعاد المبلغ إلى محفظتك.',
  'message.withdrawalPaid': 'تم تسجيل السحب على أنه مدفوع.',
  'message.withdrawalFailed': 'تم تسجيل تعذّر السحب، وأُعيد المبلغ.',
  'message.adjustmentProposed': 'تم اقتراح التصحيح، ويجب أن يوافق عليه مشرف آخر.',
  'message.adjustmentApproved': 'تم قيد التصحيح.',
  'message.adjustmentRejected': 'تم رفض التصحيح.',
};
