import type { matchEn } from './match.en';
import type { ArabicOf } from './text';

/** The same in Arabic. */
export const matchAr: ArabicOf<typeof matchEn> = {
  'match.pastWork': {
    zero: 'لم يعمل لديك من قبل',
    one: 'عمل لديك مرة واحدة من قبل',
    two: 'عمل لديك مرتين من قبل',
    few: 'عمل لديك {{count}} مرات من قبل',
    many: 'عمل لديك {{count}} مرة من قبل',
    other: 'عمل لديك {{count}} مرة من قبل',
  },
  'match.skill': 'يجيد ما يحتاجه هذا العمل: {{skills}}',
  'match.rating': {
    zero: 'تقييمه {{rating}} دون مراجعات',
    one: 'تقييمه {{rating}} من مراجعة واحدة',
    two: 'تقييمه {{rating}} من مراجعتين',
    few: 'تقييمه {{rating}} من {{count}} مراجعات',
    many: 'تقييمه {{rating}} من {{count}} مراجعة',
    other: 'تقييمه {{rating}} من {{count}} مراجعة',
  },
  'match.reliability': {
    zero: 'لم ينجز أي عمل بعد ويلتزم بنسبة {{percent}}% مما يقبله',
    one: 'أنجز عملاً واحدًا ويلتزم بنسبة {{percent}}% مما يقبله',
    two: 'أنجز عملين ويلتزم بنسبة {{percent}}% مما يقبله',
    few: 'أنجز {{count}} أعمال ويلتزم بنسبة {{percent}}% مما يقبله',
    many: 'أنجز {{count}} عملاً ويلتزم بنسبة {{percent}}% مما يقبله',
    other: 'أنجز {{count}} عمل ويلتزم بنسبة {{percent}}% مما يقبله',
  },
  'match.distance': 'على بُعد {{km}} كم',
  'match.here': 'في منطقتك',
  'match.response': {
    zero: 'يرد عادةً على الفور',
    one: 'يرد عادةً خلال دقيقة',
    two: 'يرد عادةً خلال دقيقتين',
    few: 'يرد عادةً خلال {{count}} دقائق',
    many: 'يرد عادةً خلال {{count}} دقيقة',
    other: 'يرد عادةً خلال {{count}} دقيقة',
  },
  'match.newcomer': 'جديد هنا، وقد تحقق منه فريقنا',
  'match.free': 'ليس لديه عمل آخر حاليًا',
  'notice.jobMatched.title': 'عمل جديد يناسبك',
  'notice.jobMatched.body': 'نُشر للتو «{{title}}» بالقرب منك. كن من أوائل من يقدمون عرضًا.',
};
