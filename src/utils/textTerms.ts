import { wordsInOrder } from './fold';
import { stemEnglish, withoutArticle } from './stem';

/** What a phrase of one to three words also stands for, as terms; phrases are written as `phraseOf` writes them. */
export type Expand = (phrase: string) => readonly string[];

export interface TermOptions {
  readonly expand?: Expand | undefined;
}

/** The terms are few: what stands further back in a text would not be among them. */
const MOST_LETTERS = 2_000;
const SHORTEST_WORD = 2;
const LONGEST_WORD = 40;
const LONGEST_PHRASE = 3;
const MOST_TERMS = 60;
/** So that a text that names every trade still has room for its words. */
const MOST_MEANINGS = 15;
const MOST_ASKED_WORDS = 8;
const MOST_ALTERNATIVES = 40;

/** Words that say nothing about what is looked for; folded. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  (
    'an and are at be by can for from has have in is it me my need of on or our please that the this to want we with you your ' +
    'في من علي الي عن مع او ان هذا هذه ما لا يا انا عايز عاوز محتاج اريد مطلوب'
  ).split(' '),
);

/**
 * The terms under which texts are found, the most telling texts first: the meanings of their phrases, and each word
 * as it stands, without its article and as its stem.
 */
export function termsOf(texts: readonly string[], { expand }: TermOptions = {}): string[] {
  const words = texts.map(tellingWords);
  const meanings = expand
    ? words.flatMap((some) => runsIn(some).flatMap(({ phrase }) => expand(phrase)))
    : [];
  const all = [...distinct(meanings).slice(0, MOST_MEANINGS), ...words.flat().flatMap(formsOf)];
  return distinct(all).slice(0, MOST_TERMS);
}

/**
 * One group of terms for each word of a question: a text is found when it has at least one term of every group.
 * No group means that nothing was asked.
 */
export function queryTerms(question: string, { expand }: TermOptions = {}): string[][] {
  const words = tellingWords(question).slice(0, MOST_ASKED_WORDS);
  const meanings = expand ? runsIn(words).map((run) => ({ ...run, terms: expand(run.phrase) })) : [];
  return words.map((word, index) => {
    const meant = meanings.filter(({ from, to }) => from <= index && index < to);
    return distinct([...formsOf(word), ...meant.flatMap(({ terms }) => terms)]).slice(0, MOST_ALTERNATIVES);
  });
}

/** The filter of a stored list of terms that finds what `queryTerms` asks for. */
export const matchesAllOf = (
  field: string,
  groups: readonly (readonly string[])[],
): Record<string, unknown> =>
  groups.length === 0 ? {} : { $and: groups.map((group) => ({ [field]: { $in: [...group] } })) };

/** A name or a synonym in the form in which phrases are compared: empty when it says nothing. */
export const phraseOf = (text: string): string => tellingWords(text).map(stemOf).join(' ');

/** Phrases that can be found in a text at all. */
export const isFindable = (phrase: string): boolean =>
  phrase !== '' && phrase.split(' ').length <= LONGEST_PHRASE;

const tellingWords = (text: string): string[] =>
  wordsInOrder(text.slice(0, MOST_LETTERS))
    .map((word) => [...word].slice(0, LONGEST_WORD).join(''))
    .filter((word) => [...word].length >= SHORTEST_WORD && !EMPTY_WORDS.has(word));

const stemOf = (word: string): string => stemEnglish(withoutArticle(word));
const formsOf = (word: string): string[] => [word, withoutArticle(word), stemOf(word)];
const distinct = (terms: readonly string[]): string[] => [...new Set(terms)];

interface Run {
  readonly phrase: string;
  readonly from: number;
  readonly to: number;
}

/** Every one, two or three words that stand together. */
function runsIn(words: readonly string[]): Run[] {
  const stems = words.map(stemOf);
  return stems.flatMap((_, from) =>
    Array.from({ length: Math.min(LONGEST_PHRASE, stems.length - from) }, (__, more) => {
      const to = from + more + 1;
      return { phrase: stems.slice(from, to).join(' '), from, to };
    }),
  );
}
