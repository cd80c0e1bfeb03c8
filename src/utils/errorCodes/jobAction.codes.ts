import { defineCodes } from './defineCodes';

/** What may not be done with a job between hire and end, beside the state it is in. */
export const jobActionCodes = defineCodes({
  'job.notFirm': { status: 409, en: 'The hire is not paid yet.', ar: 'لم يتم دفع قيمة التعاقد بعد.' },
  'job.alreadySubmitted': {
    status: 409,
    en: 'The work is submitted already and waits for the client.',
    ar: 'تم تسليم العمل بالفعل وهو في انتظار العميل.',
  },
  'job.notSubmitted': {
    status: 409,
    en: 'No work waits for acceptance.',
    ar: 'لا يوجد عمل في انتظار القبول.',
  },
  'job.reworkExhausted': {
    status: 409,
    en: 'Rework was asked for as often as possible: accept the work or contact our staff.',
    ar: 'استُنفدت مرات طلب التعديل: اقبل العمل أو تواصل مع فريقنا.',
  },
  'job.noAgreedTime': {
    status: 409,
    en: 'No hour was agreed, so nobody can be late.',
    ar: 'لم تُحدَّد ساعة متفق عليها، فلا يوجد تأخير.',
  },
  'job.tooEarlyForNoShow': {
    status: 409,
    en: 'It is too early to report that the other side is not there.',
    ar: 'ما زال الوقت مبكرًا للإبلاغ عن عدم حضور الطرف الآخر.',
  },
  'job.rescheduleOpen': {
    status: 409,
    en: 'A proposal for another time is waiting for its answer.',
    ar: 'يوجد اقتراح موعد آخر في انتظار الرد.',
  },
  'job.noReschedule': {
    status: 409,
    en: 'There is no proposal for another time.',
    ar: 'لا يوجد اقتراح لموعد آخر.',
  },
  'job.rescheduleIsYours': {
    status: 409,
    en: 'The other side answers your proposal.',
    ar: 'الطرف الآخر هو من يرد على اقتراحك.',
  },
  'job.rescheduleTooLate': {
    status: 409,
    en: 'The proposed time is over.',
    ar: 'انتهى الموعد المقترح.',
  },
});
