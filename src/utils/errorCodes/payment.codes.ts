import { defineCodes } from './defineCodes';

/** Payments. */
export const paymentCodes = defineCodes({
  'payment.notAvailable': {
    status: 409,
    en: 'This way of paying is not available yet; please choose cash.',
    ar: 'طريقة الدفع هذه غير متاحة بعد؛ يُرجى اختيار الدفع نقدًا.',
  },
  'payment.noProvider': {
    status: 503,
    en: 'Online payment is not available here at the moment.',
    ar: 'الدفع الإلكتروني غير متاح هنا حاليًا.',
  },
});
