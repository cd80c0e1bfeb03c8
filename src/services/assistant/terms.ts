import { fold, wordsInOrder } from '../../utils/fold';
import { stemEnglish, withoutArticle } from '../../utils/stem';

/** Words that every question has; folded. */
const EVERYWHERE = new Set(
  [
    'a an and are as at be been by can could do does did for from get had has have how i if in into is it its me my of on or',
    'our please should so than that the their them then there these they this to us was we what when where which who why',
    'will with would you your about any not no am tell',
    'في من على الى عن هل ما ماذا كيف متى اين لماذا كم هو هي هذا هذه ان انا لي لو او و مع عند هناك ايه ازاي فين امتى ليه',
    'يمكن يمكنني استطيع اريد عايز لا لم لن قد كل اذا التي الذي بعد قبل',
  ]
    .join(' ')
    .split(' ')
    .map(fold),
);

const ARABIC = /\p{Script=Arabic}/u;

/** Whether a text is Arabic; what is not is taken for English. */
export const isArabic = (text: string): boolean => ARABIC.test(text);

/** A word as it is compared: folded, without its article or ending; null for words that every question has. */
export function termOf(word: string): string | null {
  const folded = fold(word);
  if (EVERYWHERE.has(folded)) {
    return null;
  }
  return withoutArticle(stemEnglish(folded));
}

/** The telling words of a text, each once. */
export const termsIn = (text: string): string[] => [
  ...new Set(
    wordsInOrder(text)
      .map(termOf)
      .filter((term): term is string => term !== null),
  ),
];
