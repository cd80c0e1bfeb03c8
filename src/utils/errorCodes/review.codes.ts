import { defineCodes } from './defineCodes';

/** Reviews: written once, in time, answered once. */
export const reviewCodes = defineCodes({
  'review.alreadyWritten': {
    status: 409,
    en: 'You have reviewed this job already.',
    ar: 'سبق أن كتبت تقييمًا لهذا الطلب.',
  },
  'review.closed': {
    status: 409,
    en: 'The time for reviews of this job is over.',
    ar: 'انتهت مهلة تقييم هذا الطلب.',
  },
  'review.alreadyReplied': {
    status: 409,
    en: 'You have replied to this review already.',
    ar: 'سبق أن رددت على هذا التقييم.',
  },
  'review.ownCase': {
    status: 403,
    en: 'This review is by you or about you: somebody else decides on it.',
    ar: 'هذا التقييم منك أو عنك، فيبتّ فيه شخص آخر.',
  },
});
