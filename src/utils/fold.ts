/** Marks that readers of Arabic leave out and keyboards add, and the stroke that only stretches a word. */
const MARKS = /[\p{Mn}\u0640]/gu;
/** Letters that are typed for each other. */
const SAME_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ آ: 'ا', أ: 'ا', إ: 'ا', ٱ: 'ا', ة: 'ه', ى: 'ي', ی: 'ي', ئ: 'ي', ؤ: 'و', ک: 'ك' }),
);
const HAS_SAME = new RegExp(`[${[...SAME_LETTERS.keys()].join('')}]`, 'gu');
const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;

/** Text as it is compared in searches: case, accents, Arabic diacritics and spellings that are typed for each other fall away. */
export function fold(text: string): string {
  const bare = text
    // Letters are put together first, so that أ is one letter and not an alif with a mark.
    .normalize('NFKC')
    .replace(HAS_SAME, (letter) => SAME_LETTERS.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(MARKS, '');
  return bare
    .replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toLowerCase()
    .normalize('NFC');
}

/** The folded words of a text as they follow one another. */
export const wordsInOrder = (text: string): string[] => fold(text).split(BETWEEN_WORDS).filter(Boolean);

/** The folded words of a text, each once. */
export const foldedWords = (text: string): string[] => [...new Set(wordsInOrder(text))];
