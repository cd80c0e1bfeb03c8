import type { mailEn } from './mail.en';
import type { ArabicOf } from './text';

export const mailAr: ArabicOf<typeof mailEn> = {
  'mail.layout.product': 'كرافت ووركس',
  'mail.layout.greeting': 'مرحبًا {{name}}،',
  'mail.layout.greetingPlain': 'مرحبًا،',
  'mail.layout.orCopy': 'إذا لم يعمل الزر، فانسخ هذا العنوان إلى المتصفح:',
  'mail.layout.security': 'نرسل هذه الرسالة حرصًا على أمان حسابك، ولا يمكن إيقافها.',
  'mail.layout.footer': 'تصلك هذه الرسالة لأن هذا العنوان مسجّل في حساب على كرافت ووركس.',
  'mail.layout.open': 'افتح في كرافت ووركس',
  'mail.layout.unsubscribe': 'لا أريد رسائل من هذا النوع',

  'mail.fact.device': 'الجهاز',
  'mail.fact.place': 'الشبكة',
  'mail.fact.time': 'الوقت',
  'mail.fact.oldAddress': 'العنوان القديم',
  'mail.fact.newAddress': 'العنوان الجديد',
  'mail.fact.reason': 'السبب',
  'mail.fact.until': 'حتى',

  'mail.verifyEmail.subject': 'أكّد بريدك الإلكتروني',
  'mail.verifyEmail.body': 'يُرجى تأكيد أن هذا العنوان لك.\nالرابط صالح لمدة 72 ساعة.',
  'mail.verifyEmail.button': 'تأكيد البريد الإلكتروني',
  'mail.resetPassword.subject': 'إعادة تعيين كلمة المرور',
  'mail.resetPassword.body':
    'يمكنك اختيار كلمة مرور جديدة من هذا الرابط.\nالرابط صالح لمدة ساعة ولمرة واحدة. إن لم تطلبه فلا يلزمك أي إجراء.',
  'mail.resetPassword.button': 'اختيار كلمة مرور جديدة',
  'mail.changeRequested.subject': 'أكّد بريدك الإلكتروني الجديد',
  'mail.changeRequested.body':
    'سيصبح هذا العنوان عنوان حساب على كرافت ووركس. يُرجى تأكيده.\nالرابط صالح لمدة 24 ساعة. إن لم تطلبه فلا يلزمك أي إجراء.',
  'mail.changeRequested.button': 'استخدام هذا العنوان',
  'mail.emailChanged.subject': 'تم تغيير بريدك الإلكتروني',
  'mail.emailChanged.body':
    'يستخدم حسابك على كرافت ووركس الآن عنوانًا آخر.\nإن لم تكن أنت، فتراجع عن التغيير خلال 72 ساعة ثم غيّر كلمة المرور.',
  'mail.emailChanged.button': 'التراجع عن التغيير',
  'mail.emailChangeUndone.subject': 'تم التراجع عن تغيير البريد الإلكتروني',
  'mail.emailChangeUndone.body':
    'عاد حسابك إلى هذا العنوان، وتم تسجيل الخروج من كل الأجهزة.\nيُرجى اختيار كلمة مرور جديدة الآن.',
  'mail.emailChangeAsked.subject': 'طُلب تغيير بريدك الإلكتروني',
  'mail.emailChangeAsked.body':
    'يتم التغيير بعد تأكيد العنوان الجديد.\nإن لم تكن أنت، فغيّر كلمة المرور الآن.',
  'mail.passwordChanged.subject': 'تم تغيير كلمة المرور',
  'mail.passwordChanged.body':
    'تم تغيير كلمة مرور حسابك وتسجيل الخروج من أجهزتك الأخرى.\nإن لم تكن أنت، فأعد تعيين كلمة المرور الآن.',
  'mail.passwordReset.subject': 'تمت إعادة تعيين كلمة المرور',
  'mail.passwordReset.body':
    'تم تعيين كلمة مرور جديدة لحسابك عبر رابط مرسل بالبريد، وتم تسجيل الخروج من كل الأجهزة.\nإن لم تكن أنت، فأعد تعيين كلمة المرور مرة أخرى الآن.',
  'mail.newDevice.subject': 'تسجيل دخول جديد إلى حسابك',
  'mail.newDevice.body':
    'تم تسجيل الدخول إلى حسابك من جهاز لم نره من قبل.\nإن كنت أنت فلا يلزمك أي إجراء. وإن لم تكن أنت، فغيّر كلمة المرور الآن.',
  'mail.refreshReused.subject': 'أوقفنا تسجيل دخول',
  'mail.refreshReused.body':
    'استُخدم مفتاح دخول قديم لأحد أجهزتك مرة أخرى، وربما نُسخ، لذلك تم تسجيل خروج ذلك الجهاز.\nإن كنت لا تعرف السبب، فغيّر كلمة المرور.',
  'mail.totpEnabled.subject': 'تم تفعيل التحقق بخطوتين',
  'mail.totpEnabled.body': 'من الآن تسجّل الدخول برمز من تطبيق المصادقة. احتفظ برموز الاسترداد في مكان آمن.',
  'mail.totpDisabled.subject': 'تم إيقاف التحقق بخطوتين',
  'mail.totpDisabled.body':
    'أصبح حسابك محميًا بكلمة المرور وحدها.\nإن لم تكن أنت، فغيّر كلمة المرور الآن وفعّل التحقق من جديد.',
  'mail.welcome.subject': 'أهلًا بك في كرافت ووركس',
  'mail.welcome.body': 'حسابك جاهز الآن، والشغل المتقن صار أقرب إليك.',
  'mail.welcome.button': 'افتح كرافت ووركس',
  'mail.banned.subject': 'تم تقييد حسابك',
  'mail.banned.body':
    'قيّد فريقنا حسابك على كرافت ووركس. المال المحفوظ لك يبقى لك.\nإن كنت ترى أن هذا خطأ، فأجب عن هذه الرسالة.',
  'mail.unbanned.subject': 'حسابك متاح من جديد',
  'mail.unbanned.body': 'انتهى تقييد حسابك على كرافت ووركس. يمكنك استخدامه كما كنت.',
};
