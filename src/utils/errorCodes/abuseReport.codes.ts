import { defineCodes } from './defineCodes';

/** Reports to staff and what staff decides of them. */
export const abuseReportCodes = defineCodes({
  'abuseReport.own': {
    status: 403,
    en: 'You cannot report yourself or what is your own.',
    ar: 'لا يمكنك الإبلاغ عن نفسك أو عما هو لك.',
  },
  'abuseReport.alreadyReported': {
    status: 409,
    en: 'You have reported this already: our staff will look at it.',
    ar: 'سبق أن أبلغت عن هذا، وسينظر فيه فريقنا.',
  },
  'abuseReport.ownCase': {
    status: 403,
    en: 'This report is by you or about you: somebody else decides on it.',
    ar: 'هذا البلاغ منك أو عنك، فيبتّ فيه شخص آخر.',
  },
  'abuseReport.takenByAnother': {
    status: 409,
    en: 'Somebody else of staff is looking at this report.',
    ar: 'ينظر عضو آخر من الفريق في هذا البلاغ.',
  },
  'abuseReport.wrongDecision': {
    status: 409,
    en: 'This decision does not fit what was reported.',
    ar: 'هذا القرار لا يناسب ما تم الإبلاغ عنه.',
  },
});
