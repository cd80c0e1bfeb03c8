/** Shorter words are left alone, and so much of a word stays. */
const SHORTEST = 3;
const LATIN = /^[a-z]+$/;
const VOWEL = /[aeiouy]/;

/** Endings of nouns and verbs; of each list the first that fits is taken, and at most one of each list. */
type Suffix = readonly [ending: RegExp, instead: string];
const PLURALS: readonly Suffix[] = [
  [/(?<=[a-z]{2})ies$/, 'y'],
  [/(?<=s|x|z|ch|sh)es$/, ''],
  [/(?<![suis])s$/, ''],
];
const FORMS: readonly Suffix[] = [
  [/(?<=[a-z]{2})ied$/, 'y'],
  [/(?<!e)ed$/, ''],
  [/ing$/, ''],
];
/** The silent e of `wire` and the doubled letter of `fitted` would part words that belong together. */
const ENDS: readonly Suffix[] = [
  [/e$/, ''],
  [/([^aeiou])\1$/, '$1'],
];

/** The beginning that the forms of an English word share: `pipes`, `piping` and `piped` give `pip`; other words stay. */
export function stemEnglish(word: string): string {
  return LATIN.test(word) ? [PLURALS, FORMS, ENDS].reduce(withoutEnding, word) : word;
}

function withoutEnding(word: string, suffixes: readonly Suffix[]): string {
  const fitting = suffixes.find(([ending]) => ending.test(word));
  const shorter = fitting ? word.replace(...fitting) : word;
  return shorter.length >= SHORTEST && VOWEL.test(shorter) ? shorter : word;
}

/** The definite article alone, grown together with و, ف, ب, ك before it, or with ل. */
const ARTICLE = /^(?:[وفبك]?ال|لل)/;

/** A folded Arabic word without its definite article: `السباك`, `والسباك`, `للسباك` give `سباك`; other words stay. */
export function withoutArticle(word: string): string {
  const bare = word.replace(ARTICLE, '');
  return bare.length >= SHORTEST ? bare : word;
}
