import { fold } from '../../utils/fold';

/** A half-open range of positions. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A text as it is searched for contact details, with the way back to the text as it was written. */
export interface FoldedText {
  readonly text: string;
  /** The range of the original in which this range of the folded text stands. */
  originOf(range: Range): Range;
}

/** Marks that nobody sees: joiners, directions, the ring of a keycap. */
const UNSEEN = /[\p{Cf}\p{Me}]/gu;
const LAST_ASCII = '\u007f';
const FOREIGN_DIGIT = /^\p{Nd}$/u;

/** Letter by letter, so that every spelling of a digit, dot or letter is the plain one and each keeps its place. */
export function foldedText(original: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let at = 0;
  for (const letter of original) {
    const plain = plainOf(letter);
    if (plain === '' && ends.length > 0) {
      // What is not seen belongs to what it stands on.
      ends[ends.length - 1] = at + letter.length;
    }
    for (let i = 0; i < plain.length; i += 1) {
      starts.push(at);
      ends.push(at + letter.length);
    }
    text += plain;
    at += letter.length;
  }
  return {
    text,
    originOf: ({ start, end }) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? original.length }),
  };
}

function plainOf(letter: string): string {
  if (letter <= LAST_ASCII) {
    return letter.toLowerCase();
  }
  const plain = fold(letter).replace(UNSEEN, '');
  return FOREIGN_DIGIT.test(plain) ? String(valueOf(plain)) : plain;
}

/** The digits of every script stand in a row of ten. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && FOREIGN_DIGIT.test(String.fromCodePoint(code - value - 1))) {
    value += 1;
  }
  return value;
}
