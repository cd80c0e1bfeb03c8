import { defineCodes } from './defineCodes';

/** The money of jobs: what speaks against moving it. */
export const jobMoneyCodes = defineCodes({
  'cash.notPaidInCash': {
    status: 409,
    en: 'This job is not paid in cash.',
    ar: 'هذا الطلب لا يُدفع نقدًا.',
  },
  'cash.alreadyConfirmed': {
    status: 409,
    en: 'The payment in cash is confirmed already.',
    ar: 'تم تأكيد الدفع النقدي بالفعل.',
  },
  'release.notEscrow': {
    status: 409,
    en: 'Only money held in escrow can be released.',
    ar: 'يمكن صرف المبالغ المحجوزة فقط.',
  },
  'release.nothingHeld': {
    status: 409,
    en: 'No money is held for this job.',
    ar: 'لا يوجد مبلغ محجوز لهذا الطلب.',
  },
  'release.moreThanHeld': {
    status: 409,
    en: 'This is more than is held for the job.',
    ar: 'هذا أكثر من المبلغ المحجوز للطلب.',
  },
  'changeOrder.open': {
    status: 409,
    en: 'An extra price is waiting for its answer or its payment.',
    ar: 'توجد إضافة على السعر في انتظار الرد أو الدفع.',
  },
  'changeOrder.none': {
    status: 409,
    en: 'No extra price is proposed.',
    ar: 'لا توجد إضافة مقترحة على السعر.',
  },
  'changeOrder.accepted': {
    status: 409,
    en: 'The extra price is accepted and waits to be paid.',
    ar: 'تم قبول الإضافة على السعر وهي في انتظار الدفع.',
  },
  'changeOrder.tooMuch': {
    status: 409,
    en: 'The price would become too high.',
    ar: 'سيصبح السعر أعلى من الحد المسموح.',
  },
  'receipt.notCompleted': {
    status: 409,
    en: 'There is a receipt once the job is completed.',
    ar: 'يصدر الإيصال بعد اكتمال الطلب.',
  },
  'quote.feeDebt': {
    status: 409,
    en: 'You owe fees. Pay them to quote again.',
    ar: 'عليك رسوم مستحقة. سدّدها لتتمكن من تقديم عروض الأسعار مجددًا.',
  },
  'job.feeDebt': {
    status: 409,
    en: 'You owe a fee. Pay it to post jobs again.',
    ar: 'عليك رسوم مستحقة. سدّدها لتتمكن من نشر الطلبات مجددًا.',
  },
});
