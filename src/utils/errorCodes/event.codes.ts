import { defineCodes } from './defineCodes';

/** The log of what a user was told live. */
export const eventCodes = defineCodes({
  'event.tooOld': {
    status: 410,
    en: 'Events since then are no longer kept. Load everything anew, then go on from the newest event.',
    ar: 'لم تعد الأحداث منذ ذلك الوقت محفوظة. أعد تحميل كل شيء ثم تابع من أحدث حدث.',
  },
});
