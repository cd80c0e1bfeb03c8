import { defineCodes } from './defineCodes';

/** What the two sides of a job write to each other. */
export const conversationCodes = defineCodes({
  'conversation.blocked': {
    status: 403,
    en: 'You cannot write to each other any more.',
    ar: 'لم يعد بإمكانكما تبادل الرسائل.',
  },
  'conversation.participantNeeded': {
    status: 400,
    en: 'Nobody is hired for this job yet: say with whom you want to talk.',
    ar: 'لم يُعيَّن أحد لهذا الطلب بعد: حدّد من تريد مراسلته.',
  },
  'conversation.emptyMessage': {
    status: 400,
    en: 'A message needs some text or a file.',
    ar: 'يجب أن تحتوي الرسالة على نص أو ملف.',
  },
  'conversation.tooManyFiles': {
    status: 400,
    en: 'A message may have at most 5 files.',
    ar: 'لا يمكن أن تحتوي الرسالة على أكثر من 5 ملفات.',
  },
});
