import type { jobEn } from './job.en';
import type { ArabicOf } from './text';

export const jobAr: ArabicOf<typeof jobEn> = {
  'notice.jobExpiring.title': 'طلبك على وشك الانتهاء',
  'notice.jobExpiring.body': 'لم يحدث جديد في «{{title}}» منذ فترة. مدِّد الطلب إن كنت ما زلت تحتاجه.',
  'notice.jobExpired.title': 'انتهت مدة طلبك',
  'notice.jobExpired.body': 'لم يحدث جديد في «{{title}}» لمدة طويلة فأُغلق. يمكنك نشره مرة أخرى.',
  'notice.jobHidden.title': 'أزال فريقنا طلبك',
  'notice.jobHidden.body': 'لم يعد «{{title}}» معروضًا. السبب: {{reason}}',
  'notice.jobShown.title': 'طلبك معروض من جديد',
  'notice.jobShown.body': 'راجع فريقنا «{{title}}» وأصبح معروضًا كما كان.',
  'notice.jobReworded.title': 'عدّل فريقنا طلبك',
  'notice.jobReworded.body': 'عدّل فريقنا نص «{{title}}». يُرجى الاطلاع عليه.',
  'message.jobPosted': 'تم نشر الطلب.',
  'message.jobSaved': 'تم حفظ الطلب.',
  'message.jobExtended': 'تم تمديد الطلب.',
  'message.jobCancelled': 'تم إلغاء الطلب.',
  'message.jobRemoved': 'تمت إزالة الطلب.',
};
