import type { messageEn } from './message.en';
import type { ArabicOf } from './text';

export const messageAr: ArabicOf<typeof messageEn> = {
  'message.linkSentIfKnown': 'إذا كان هناك حساب بهذا البريد الإلكتروني فسيصل إليه رابط.',
  'message.linkSent': 'أرسلنا رابطًا إلى بريدك الإلكتروني.',
  'message.changeLinkSent': 'أرسلنا رابطًا إلى العنوان الجديد. لن يتغير شيء قبل فتحه.',
  'message.passwordChanged': 'تم تغيير كلمة المرور وتسجيل الخروج من أجهزتك الأخرى.',
  'message.passwordReset': 'تمت إعادة تعيين كلمة المرور. سجّل الدخول.',
  'message.emailVerified': 'تم تأكيد البريد الإلكتروني.',
  'message.emailChangeUndone': 'تم التراجع عن التغيير وتسجيل الخروج من جميع الأجهزة.',
  'message.profileSaved': 'تم تحديث الملف الشخصي بنجاح.',
  'message.preferencesSaved': 'تم حفظ التفضيلات.',
  'message.totpEnabled': 'تم تفعيل التحقق بخطوتين. احتفظ برموز الاسترداد في مكان آمن، فلن تظهر مرة أخرى.',
  'message.totpDisabled': 'تم إيقاف التحقق بخطوتين.',
  'message.staffCreated': 'تم إنشاء الحساب.',
  'message.staffInvited': 'تم إنشاء الحساب، وأرسلنا رابطًا لاختيار كلمة المرور.',
  'message.userBanned': 'تم حظر المستخدم.',
  'message.userUnbanned': 'تم رفع الحظر عن المستخدم.',
  'message.roleChanged': 'تم تغيير الدور.',
  'message.userVerified': 'تم تأكيد بيانات الاتصال.',
  'message.settingsSaved': 'تم حفظ الإعدادات.',
  'message.signedOut': 'تم تسجيل الخروج.',
  'message.notificationRead': 'تم تعليم الإشعار كمقروء.',
  'message.allNotificationsRead': 'تم تعليم جميع الإشعارات كمقروءة.',
  'message.notificationsRead': {
    zero: 'لم يتم تعليم أي إشعار كمقروء.',
    one: 'تم تعليم إشعار واحد كمقروء.',
    two: 'تم تعليم إشعارين كمقروءين.',
    few: 'تم تعليم {{count}} إشعارات كمقروءة.',
    many: 'تم تعليم {{count}} إشعارًا كمقروء.',
    other: 'تم تعليم {{count}} إشعار كمقروء.',
  },
};
