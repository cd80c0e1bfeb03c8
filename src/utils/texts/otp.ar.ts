import type { otpEn } from './otp.en';
import type { ArabicOf } from './text';

export const otpAr: ArabicOf<typeof otpEn> = {
  'sms.code': '{{code}} هو رمزك في كرافت ووركس، صالح لمدة {{minutes}} د. لا تخبر به أحدًا، ولا حتى نحن.',
  'sms.phoneChanged': 'أصبح حسابك في كرافت ووركس يستخدم رقمًا آخر. لست أنت؟ تراجع خلال 72 ساعة: {{link}}',
  'message.codeSent': 'الرمز في الطريق إليك.',
  'message.codeSentIfKnown': 'إذا كان هناك حساب بهذا الهاتف وحده فالرمز في الطريق.',
  'message.phoneVerified': 'تم تأكيد الهاتف.',
  'message.phoneChangeCodeSent': 'الرمز في الطريق إلى الرقم الجديد. لن يتغير شيء قبل إدخاله.',
  'message.signUpCompleted': 'أهلًا بك. حسابك جاهز.',
  'message.socialLinked': 'تم الربط. يمكنك الدخول بها من الآن.',
  'notice.phoneChangeRequested.title': 'طُلب تغيير رقم هاتفك',
  'notice.phoneChangeRequested.body':
    'سيصبح {{to}} بعد إدخال رمز يُرسل إليه. إن لم تكن أنت فغيّر كلمة المرور الآن.',
  'notice.phoneChanged.title': 'تم تغيير رقم هاتفك',
  'notice.phoneChanged.body': 'يستخدم حسابك الآن {{to}}. أخبرنا الرقم القديم كيف يتراجع عن ذلك خلال 72 ساعة.',
  'notice.phoneChangeUndone.title': 'تم التراجع عن تغيير هاتفك',
  'notice.phoneChangeUndone.body':
    'عاد حسابك إلى رقمه السابق وسُجّل الخروج من جميع الأجهزة. يُرجى تغيير كلمة المرور.',
  'notice.phoneReleased.title': 'أُزيل هاتفك غير المؤكَّد',
  'notice.phoneReleased.body': 'أثبت شخص آخر أن الرقم له. إن كان لك فأضفه من جديد وأكّده برمز.',
  'notice.socialLinked.title': 'يمكن الآن فتح حسابك عبر {{provider}}',
  'notice.socialLinked.body':
    'من الآن يمكنك الدخول عبر {{provider}}. إن لم تكن أنت فغيّر كلمة المرور واكتب إلينا.',
};
