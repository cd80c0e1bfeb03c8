import type { Range } from './foldedText';

/** Phone numbers in folded text: whatever stands between their digits, and digits that are spelled. */

const DIGIT_WORDS: ReadonlySet<string> = new Set(
  (
    'zero oh one two three four five six seven eight nine double triple ' +
    'صفر زيرو واحد واحده اثنين اتنين اثنان اتنان ثلاثه تلاته ثلاث تلات اربعه اربع خمسه خمس سته ست سبعه سبع ' +
    'ثمانيه تمانيه تمنيه ثماني تمان تسعه تسع'
  ).split(' '),
);
const TOKENS = /\d{1,2000}|\p{L}{1,2000}|[^\d\p{L}]{1,2000}/gu;
/** Letters that are typed for digits, where they touch digits. */
const LOOKALIKES = /^[oil]{1,3}$/;
const LONGEST_GAP = 4;

/** What is no phone although it is digits; it must stand alone. */
const ALONE = String.raw`(?![:.,/-]?\d)`;
const HARMLESS = [
  String.raw`(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])`,
  String.raw`(?:[12]\d|3[01]|0?[1-9])[-/.](?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d`,
  String.raw`(?:1\d|2[0-3]|0?\d):[0-5]\d(?::[0-5]\d)?`,
  String.raw`[1-9]\d{0,2}(?:,\d{3}){1,2}`,
].map((pattern) => new RegExp(String.raw`(?<![\d][:.,/-]?)(?:${pattern})${ALONE}`, 'g'));

const SHORTEST = 8;
const SHORTEST_SPELLED = 7;
const FEWEST_WORDS = 4;

interface Part extends Range {
  /** As digits; a spelled one is `w`. */
  readonly digits: string;
}

/** Where phone numbers stand. */
export function findPhones(text: string): Range[] {
  const bare = HARMLESS.reduce(
    (left, pattern) => left.replace(pattern, (found) => 'x'.repeat(found.length)),
    text,
  );
  return runsIn(bare)
    .filter(isPhone)
    .map((run) => rangeOf(run, bare));
}

function rangeOf(run: readonly Part[], text: string): Range {
  const start = run[0]?.start ?? 0;
  return {
    start: start - (/[+(]{1,2}$/.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0),
    end: run.at(-1)?.end ?? start,
  };
}

/** Digits, and words for digits, with little between them. */
function runsIn(text: string): Part[][] {
  const tokens = [...text.matchAll(TOKENS)].map(({ 0: token, index }) => ({
    token,
    start: index,
    end: index + token.length,
  }));
  const runs: Part[][] = [];
  let run: Part[] = [];
  for (const [i, { token, start, end }] of tokens.entries()) {
    const digits = digitsOf(token, [tokens[i - 1]?.token, tokens[i + 1]?.token]);
    if (digits !== undefined) {
      run.push({ start, end, digits });
    } else if (/^\p{L}/u.test(token) || token.length > LONGEST_GAP) {
      runs.push(run);
      run = [];
    }
  }
  return [...runs, run].filter(({ length }) => length > 0);
}

type Neighbours = readonly (string | undefined)[];

/** What the token stands for, if it is a part of a number. */
function digitsOf(token: string, neighbours: Neighbours): string | undefined {
  if (/^\d/.test(token)) {
    return token;
  }
  // Arabic writes "and" in one with the next word.
  if (DIGIT_WORDS.has(token) || DIGIT_WORDS.has(token.replace(/^و/, ''))) {
    return 'w';
  }
  const touchesDigits = neighbours.some((neighbour) => neighbour !== undefined && /^\d+$/.test(neighbour));
  return touchesDigits && LOOKALIKES.test(token) ? token.replace(/o/g, '0').replace(/[il]/g, '1') : undefined;
}

function isPhone(run: readonly Part[]): boolean {
  const count = run.reduce((sum, { digits }) => sum + digits.length, 0);
  const words = run.filter(({ digits }) => digits === 'w').length;
  if (words >= FEWEST_WORDS) {
    return count >= SHORTEST_SPELLED;
  }
  return count >= SHORTEST && !isHarmless(run.map(({ digits }) => digits));
}

/** Round amounts, years, the measures of a thing. */
function isHarmless(numbers: readonly string[]): boolean {
  const areAll = (pattern: RegExp): boolean => numbers.every((number) => pattern.test(number));
  return (
    areAll(/^[1-9]\d{0,4}0$/) ||
    areAll(/^[1-9]\d?0{5,7}$/) ||
    areAll(/^(?:19|20)\d\d$/) ||
    (numbers.length <= 3 && areAll(/^[1-9]\d{0,2}$/))
  );
}
