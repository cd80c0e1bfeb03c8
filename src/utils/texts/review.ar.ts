import type { reviewEn } from './review.en';
import type { ArabicOf } from './text';

export const reviewAr: ArabicOf<typeof reviewEn> = {
  'notice.otherSideReviewed.title': 'كتب الطرف الآخر تقييمه',
  'notice.otherSideReviewed.body':
    'كتب الطرف الآخر تقييمه لطلب «{{title}}». اكتب تقييمك أنت أيضًا: يظهر التقييمان في اللحظة نفسها.',
  'notice.reviewsRevealed.title': 'ظهرت التقييمات',
  'notice.reviewsRevealed.body': 'تقييمات طلب «{{title}}» متاحة الآن ليقرأها الجميع.',
  'notice.reviewHidden.title': 'تم إخفاء تقييمك',
  'notice.reviewHidden.body':
    'أخفى فريقنا تقييمك لطلب «{{title}}». السبب: {{reason}}. ولم يعد محسوبًا في متوسط التقييم.',
  'notice.reviewShown.title': 'عاد تقييمك إلى الظهور',
  'notice.reviewShown.body': 'أعاد فريقنا إظهار تقييمك لطلب «{{title}}»، وهو محسوب في متوسط التقييم.',
  'message.reviewSealed': 'يبقى تقييمك مخفيًا إلى أن يكتب الطرف الآخر تقييمه أو تنتهي مهلة التقييم.',
  'message.reviewsRevealed': 'كتب الطرفان تقييميهما، وظهر التقييمان الآن.',
  'message.reviewEdited': 'تم تعديل تقييمك.',
  'message.reviewRemoved': 'تم سحب تقييمك.',
  'message.reviewReplied': 'تم نشر ردك.',
  'message.reviewHidden': 'تم إخفاء التقييم.',
  'message.reviewShown': 'عاد التقييم إلى الظهور.',
};
