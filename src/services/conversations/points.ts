import { stemsOf } from './draft';

/** A message as far as a summary reads it. */
export interface Said<Id> {
  readonly id: Id;
  readonly content: string;
}

/** A sentence that says much, as it was written. */
export interface Point<Id> {
  readonly id: Id;
  readonly sentence: string;
}

const MOST_POINTS = 5;
const FEWEST_STEMS = 2;
/** Numbers are prices, days and measures; questions and agreements are what people look for later. */
const WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/\p{Nd}/u, 2],
  [/[?؟]/u, 1],
  [/(?<!\p{L})(?:agreed|deal|confirm\p{L}{0,4}|okay|اتفقنا|موافق|موافقه|موافقة|تمام|ماشي)(?!\p{L})/iu, 1.5],
];
/** After the end of a sentence, but not within 4.5. */
const BETWEEN_SENTENCES = /(?<=[.!?؟\n])\s{1,50}/u;

interface Weighed<Id> extends Point<Id> {
  readonly place: number;
  readonly weight: number;
}

/** The sentences that say most, one of a message at most, in the order in which they were written; the same for the same messages. */
export function pointsOf<Id>(messages: readonly Said<Id>[]): Point<Id>[] {
  const sentences = messages.flatMap(({ id, content }, place) =>
    content
      .split(BETWEEN_SENTENCES)
      .map((part) => ({ id, place, sentence: part.trim(), stems: stemsOf(part) })),
  );
  const counts = new Map<string, number>();
  for (const stem of sentences.flatMap(({ stems }) => stems)) {
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const weighed = sentences
    .filter(({ stems }) => stems.length >= FEWEST_STEMS)
    .map(({ stems, ...rest }) => ({ ...rest, weight: weightOf(rest.sentence, stems, counts) }));
  return heaviestOfEach(weighed)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, MOST_POINTS)
    .sort((a, b) => a.place - b.place)
    .map(({ id, sentence }) => ({ id, sentence }));
}

/** What is spoken of again and again counts, whatever the length of the sentence. */
function weightOf(sentence: string, stems: readonly string[], counts: ReadonlyMap<string, number>): number {
  const common = stems.reduce((sum, stem) => sum + Math.log2(1 + (counts.get(stem) ?? 0)), 0);
  const marks = WEIGHTS.reduce((sum, [pattern, weight]) => sum + (pattern.test(sentence) ? weight : 0), 0);
  return common / Math.sqrt(stems.length) + marks;
}

function heaviestOfEach<Id>(weighed: readonly Weighed<Id>[]): Weighed<Id>[] {
  const best = new Map<number, Weighed<Id>>();
  for (const one of weighed) {
    const known = best.get(one.place);
    if (!known || one.weight > known.weight) {
      best.set(one.place, one);
    }
  }
  return [...best.values()];
}
