import type { privacyEn } from './privacy.en';
import type { ArabicOf } from './text';

export const privacyAr: ArabicOf<typeof privacyEn> = {
  'message.consentsSaved': 'تم الحفظ.',
  'message.accountErased': 'تم حذف حسابك.',
  'erasure.staffAccount': 'حسابات فريق العمل يغلقها المشرف.',
  'erasure.walletNotEmpty': 'في محفظتك رصيد: اسحبه أولًا.',
  'erasure.earningsPending': 'لديك أرباح لم تصل إلى محفظتك بعد.',
  'erasure.withdrawalOpen': 'لديك عملية سحب جارية.',
  'erasure.feesOwed': 'عليك رسوم مستحقة: سدّدها أولًا.',
  'erasure.claimOpen': 'ما زال لك مال عند غيرك.',
  'erasure.jobRunning': 'لديك عمل جارٍ: أكمله أو أنهِه أولًا.',
  'erasure.cashUnconfirmed': 'لم يُؤكَّد بعد المبلغ المدفوع نقدًا.',
  'erasure.disputeOpen': 'لديك نزاع مفتوح.',
  'erasure.paymentOpen': 'لديك عملية دفع جارية.',
  'erasure.refundOpen': 'هناك مبلغ مسترد في طريقه إليك.',
  'erasure.adjustmentOpen': 'فريقنا على وشك تصحيح رصيد محفظتك.',
  'notice.accountExported.title': 'تم تنزيل نسخة من بياناتك',
  'notice.accountExported.body':
    'قام شخص مسجَّل الدخول إلى حسابك بتنزيل كل بياناتك. إذا لم تكن أنت، فغيّر كلمة المرور الآن.',
  'mail.accountExported.subject': 'تم تنزيل نسخة من بياناتك',
  'mail.accountExported.body':
    'قام شخص مسجَّل الدخول إلى حسابك بتنزيل نسخة من كل بياناتك.\nإذا لم تكن أنت، فغيّر كلمة المرور الآن؛ سيؤدي ذلك أيضًا إلى تسجيل الخروج من كل الأجهزة الأخرى.',
  'mail.accountErased.subject': 'تم حذف حسابك',
  'mail.accountErased.body':
    'تم حذف حسابك في كرافت ووركس كما طلبت. تجري الآن إزالة بياناتك الشخصية وملفاتك، وهذه آخر رسالة إلى هذا العنوان.\nتبقى سجلات المدفوعات بلا اسمك كما يقتضي القانون.\nإذا لم تكن أنت من طلب ذلك، فأجب على هذه الرسالة فورًا.',
};
