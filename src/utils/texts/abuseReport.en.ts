import { englishTexts } from './text';

/** Reports: whoever has reported hears that it was looked at, never what became of somebody. */
export const abuseReportEn = englishTexts({
  'notice.reportActioned.title': 'We looked at your report',
  'notice.reportActioned.body': 'Our staff looked at what you reported and acted on it. Thank you.',
  'notice.reportDismissed.title': 'We looked at your report',
  'notice.reportDismissed.body': 'Our staff looked at what you reported and found no breach of our rules.',
  'message.reportFiled': 'Thank you. Our staff will look at it; nobody else learns that you reported it.',
  'message.reportTaken': 'The report is yours to decide.',
  'message.reportDecided': 'The report is decided, and everybody who reported it is told.',
});
