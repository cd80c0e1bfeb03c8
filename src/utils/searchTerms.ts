import { foldedWords } from './fold';

/** What staff finds an account by. */
export interface Searched {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

/** Beginnings of words are stored: an index finds them by equality, and no user text becomes a pattern. */
const SHORTEST = 2;
const LONGEST = 15;
const MOST_TERMS = 120;
const SHORTEST_OF_PHONE = 4;

/** The terms under which an account is stored. */
export function searchTermsOf({ email = '', phone, firstName = '', lastName = '' }: Searched): string[] {
  const [local = '', domain = ''] = email.split('@');
  const words = foldedWords([firstName, lastName, local, domain].join(' '));
  const terms = [
    ...words.flatMap((word) => beginnings(word, SHORTEST)),
    ...phoneForms(phone).flatMap((digits) => beginnings(digits, SHORTEST_OF_PHONE)),
  ];
  return [...new Set(terms)].slice(0, MOST_TERMS);
}

/** The terms that every account found for `text` must hold. */
export const askedTerms = (text: string): string[] => [
  ...new Set(foldedWords(text).map((word) => word.slice(0, LONGEST))),
];

/** A word of one letter is its own beginning. */
const beginnings = (word: string, from: number): string[] => {
  const letters = [...word];
  const first = Math.min(from, letters.length);
  const count = Math.max(0, Math.min(letters.length, LONGEST) - first + 1);
  return Array.from({ length: count }, (_, index) => letters.slice(0, first + index).join(''));
};

/** As it is dialled from abroad, and from Egypt; other countries' numbers are found by the first form. */
function phoneForms(phone: string | undefined): string[] {
  const digits = (phone ?? '').replace(/\D/g, '');
  if (digits === '') {
    return [];
  }
  return digits.startsWith('20') ? [digits, `0${digits.slice(2)}`] : [digits];
}
