import type { abuseReportEn } from './abuseReport.en';
import type { ArabicOf } from './text';

export const abuseReportAr: ArabicOf<typeof abuseReportEn> = {
  'notice.reportActioned.title': 'نظرنا في بلاغك',
  'notice.reportActioned.body': 'نظر فريقنا فيما أبلغت عنه واتخذ الإجراء اللازم. شكرًا لك.',
  'notice.reportDismissed.title': 'نظرنا في بلاغك',
  'notice.reportDismissed.body': 'نظر فريقنا فيما أبلغت عنه ولم يجد مخالفة لقواعدنا.',
  'message.reportFiled': 'شكرًا لك. سينظر فريقنا في الأمر، ولن يعرف أحد غيره أنك من أبلغ.',
  'message.reportTaken': 'أصبح البلاغ لديك للبتّ فيه.',
  'message.reportDecided': 'تم البتّ في البلاغ وإعلام كل من أبلغ.',
};
