import type { paymentEn } from './payment.en';
import type { ArabicOf } from './text';

export const paymentAr: ArabicOf<typeof paymentEn> = {
  'notice.quoteAcceptedUnpaid.title': 'تم قبول عرضك',
  'notice.quoteAcceptedUnpaid.body':
    'تم قبول عرضك بقيمة {{price}} لتنفيذ «{{title}}». يصبح التعاقد نهائيًا فور سداد العميل.',
  'notice.hireFirm.title': 'أصبح التعاقد نهائيًا',
  'notice.hireFirm.body': 'وصلت الدفعة الخاصة بـ«{{title}}». يمكن بدء العمل كما هو متفق عليه.',
  'notice.paymentCaptured.title': 'وصلت دفعتك',
  'notice.paymentCaptured.body': 'استلمنا {{amount}} مقابل «{{title}}». يبقى المبلغ محجوزًا حتى انتهاء العمل.',
  'notice.paymentLate.title': 'وصلت دفعتك متأخرة',
  'notice.paymentLate.body': 'لم يعد مبلغ {{amount}} مطلوبًا لتنفيذ «{{title}}». المبلغ الآن في محفظتك.',
  'notice.paymentLateReturned.title': 'وصلت دفعتك متأخرة',
  'notice.paymentLateReturned.body':
    'لم يعد مبلغ {{amount}} مطلوبًا لتنفيذ «{{title}}». سيُعاد المبلغ بالطريقة التي دُفع بها.',
  'notice.walletToppedUp.title': 'تم شحن محفظتك',
  'notice.walletToppedUp.body': 'أُضيف مبلغ {{amount}} إلى محفظتك.',
  'notice.paymentDeclined.title': 'تم رفض دفعتك',
  'notice.paymentDeclined.body': 'رُفضت عملية دفع مبلغ {{amount}}. لم يُخصم أي مبلغ.',
  'notice.refundDone.title': 'المبلغ المسترد في طريقه إليك',
  'notice.refundDone.body': 'أُعيد مبلغ {{amount}} بالطريقة التي دُفع بها.',
  'notice.refundFailed.title': 'المبلغ المسترد في محفظتك',
  'notice.refundFailed.body': 'تعذّرت إعادة مبلغ {{amount}} بالطريقة التي دُفع بها. المبلغ الآن في محفظتك.',
  'notice.moneyAssigned.title': 'أُضيف مبلغ إلى محفظتك',
  'notice.moneyAssigned.body': 'أضاف فريقنا مبلغ {{amount}} من إحدى دفعاتك إلى محفظتك.',
  'message.paymentStarted': 'بدأت عملية الدفع.',
  'message.paymentForJob': 'دفعة مقابل «{{title}}»',
  'message.paymentForWallet': 'شحن المحفظة',
  'message.webhookResolved': 'تمت المعالجة.',
  'message.webhookReplayed': 'تمت إعادة المعالجة.',
};
