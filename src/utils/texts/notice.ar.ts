import type { noticeEn } from './notice.en';
import type { ArabicOf } from './text';

export const noticeAr: ArabicOf<typeof noticeEn> = {
  'notice.welcome.title': 'أهلًا بك في كرافت ووركس',
  'notice.welcome.body': 'مرحبًا {{name}}، حسابك جاهز الآن.',
  'notice.newDevice.title': 'تسجيل دخول جديد إلى حسابك',
  'notice.newDevice.body': 'تم تسجيل الدخول من {{device}} ({{place}}). إن لم تكن أنت، فغيّر كلمة المرور الآن.',
  'notice.passwordChanged.title': 'تم تغيير كلمة المرور',
  'notice.passwordChanged.body':
    'تم تسجيل الخروج من أجهزتك الأخرى. إن لم تكن أنت، فأعد تعيين كلمة المرور الآن.',
  'notice.passwordReset.title': 'تمت إعادة تعيين كلمة المرور',
  'notice.passwordReset.body':
    'تم تسجيل الخروج من كل الأجهزة. إن لم تكن أنت، فأعد تعيين كلمة المرور مرة أخرى الآن.',
  'notice.emailChangeRequested.title': 'طُلب تغيير بريدك الإلكتروني',
  'notice.emailChangeRequested.body':
    'يتم التغيير بعد تأكيد العنوان الجديد. إن لم تكن أنت، فغيّر كلمة المرور الآن.',
  'notice.emailChanged.title': 'تم تغيير بريدك الإلكتروني',
  'notice.emailChanged.body':
    'يستخدم حسابك الآن {{to}}. وأرسلنا إلى العنوان القديم طريقة التراجع خلال 72 ساعة.',
  'notice.emailChangeUndone.title': 'تم التراجع عن تغيير البريد الإلكتروني',
  'notice.emailChangeUndone.body': 'عاد حسابك إلى العنوان السابق. يُرجى تغيير كلمة المرور.',
  'notice.refreshReused.title': 'أوقفنا تسجيل دخول',
  'notice.refreshReused.body':
    'استُخدم مفتاح دخول قديم مرة أخرى، لذلك تم تسجيل خروج ذلك الجهاز. إن كنت لا تعرف السبب، فغيّر كلمة المرور.',
  'notice.totpEnabled.title': 'تم تفعيل التحقق بخطوتين',
  'notice.totpEnabled.body': 'من الآن تسجّل الدخول برمز من تطبيق المصادقة.',
  'notice.totpDisabled.title': 'تم إيقاف التحقق بخطوتين',
  'notice.totpDisabled.body': 'إن لم تكن أنت، فغيّر كلمة المرور الآن وفعّله من جديد.',
  'notice.recoveryCodeUsed.title': 'تم استخدام رمز استرداد',
  'notice.recoveryCodeUsed.body':
    'تم تسجيل الدخول برمز استرداد بدلًا من التطبيق. الرموز المتبقية: {{left}}. إن لم تكن أنت، فغيّر كلمة المرور الآن.',
  'notice.banned.title': 'تم تقييد حسابك',
  'notice.banned.body': 'السبب: {{reason}}',
  'notice.unbanned.title': 'حسابك متاح من جديد',
  'notice.unbanned.body': 'يمكنك استخدام كرافت ووركس كما كنت.',
};
