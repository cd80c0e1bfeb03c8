import { defineCodes } from './defineCodes';

/** Codes that are sent to phones, and accounts that are known by a phone. */
export const otpCodes = defineCodes({
  'otp.unavailable': {
    status: 503,
    en: 'Codes cannot be sent at the moment.',
    ar: 'يتعذّر إرسال الرموز حاليًا.',
  },
  'otp.phoneMissing': { status: 400, en: 'Name the phone number.', ar: 'أدخل رقم الهاتف.' },
  'otp.countryNotServed': {
    status: 400,
    en: 'We do not send codes to this country.',
    ar: 'لا نرسل رموزًا إلى هذه الدولة.',
  },
  'otp.notMobile': {
    status: 400,
    en: 'This is not the number of a mobile phone.',
    ar: 'هذا ليس رقم هاتف محمول.',
  },
  'otp.wrong': {
    status: 400,
    en: 'The code is wrong, was used or has expired.',
    ar: 'الرمز خاطئ أو مستخدم أو انتهت صلاحيته.',
  },
  'otp.phoneVerified': {
    status: 409,
    en: 'Your phone is verified already. To use another number, change it.',
    ar: 'هاتفك مؤكَّد بالفعل. لاستخدام رقم آخر غيّر الرقم.',
  },
  'otp.noPhone': {
    status: 409,
    en: 'Your account has no verified phone.',
    ar: 'لا يوجد هاتف مؤكَّد في حسابك.',
  },
  'otp.proofMissing': {
    status: 400,
    en: 'Give your password, or a code that was sent to your present phone.',
    ar: 'أدخل كلمة المرور أو رمزًا أُرسل إلى هاتفك الحالي.',
  },
  'otp.answersMissing': {
    status: 400,
    en: 'Say your name and choose a role: client or craftsman.',
    ar: 'أدخل اسمك واختر دورك: عميل أو حرفي.',
  },
  'otp.signUpComplete': {
    status: 409,
    en: 'Your account is complete already.',
    ar: 'حسابك مكتمل بالفعل.',
  },
});
