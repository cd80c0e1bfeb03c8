import { defineCodes } from './defineCodes';

/** Payments. */
export const paymentCodes = defineCodes({
  'payment.notAvailable': {
    status: 409,
    en: 'This way of paying is not available; please choose another one.',
    ar: 'طريقة الدفع هذه غير متاحة؛ يُرجى اختيار طريقة أخرى.',
  },
  'payment.nothingDue': {
    status: 409,
    en: 'There is nothing to pay here.',
    ar: 'لا يوجد مبلغ مستحق للدفع هنا.',
  },
  'payment.tooLate': {
    status: 409,
    en: 'The time to pay for this hire is over.',
    ar: 'انتهت المهلة المحددة للدفع لهذا التعاقد.',
  },
  'payment.declined': {
    status: 409,
    en: 'The payment was declined. Please try another card or another way of paying.',
    ar: 'تم رفض عملية الدفع. يُرجى استخدام بطاقة أخرى أو طريقة دفع أخرى.',
  },
  'payment.outOfRange': {
    status: 400,
    en: 'This amount cannot be paid in at once.',
    ar: 'لا يمكن إيداع هذا المبلغ دفعة واحدة.',
  },
  'payment.providerFailed': {
    status: 502,
    en: 'The payment provider does not answer. Nothing is lost: please try again.',
    ar: 'لا يستجيب مزوّد خدمة الدفع. لم يُفقد شيء؛ يُرجى المحاولة مرة أخرى.',
  },
  'payment.webhookRefused': {
    status: 400,
    en: 'This message was not accepted.',
    ar: 'لم تُقبل هذه الرسالة.',
  },
});

/** What providers have told us, as staff deals with it. */
export const webhookCodes = defineCodes({
  'webhook.noPayer': {
    status: 409,
    en: 'No payer is known for this money.',
    ar: 'لا يُعرف صاحب هذا المبلغ.',
  },
  'payment.noProvider': {
    status: 503,
    en: 'Online payment is not available here at the moment.',
    ar: 'الدفع الإلكتروني غير متاح هنا حاليًا.',
  },
});
