import { findAddresses } from './addresses';
import { foldedText, type Range } from './foldedText';
import { findPhones } from './phones';

/** What stands in the place of a contact detail. */
export const MASK = '•••';

export interface Masked {
  readonly text: string;
  /** How many contact details were taken out. */
  readonly count: number;
}

/** The text without phones, e-mails, links and names in other apps, however they are spelled; pure, and linear in its length. */
export function maskContacts(original: string): Masked {
  const folded = foldedText(original);
  const found = [...findAddresses(folded.text), ...findPhones(folded.text)].map(folded.originOf);
  const ranges = united(found);
  const pieces = ranges.map(({ start }, i) => original.slice(ranges[i - 1]?.end ?? 0, start));
  const rest = original.slice(ranges.at(-1)?.end ?? 0);
  return { text: [...pieces, rest].join(MASK), count: ranges.length };
}

/** Overlapping ranges as one, in order. */
function united(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}
