import { seconds, type Clock } from '../../utils/clock';
import type { Locale } from '../../utils/types/actor';
import type { Logger } from '../../utils/types/logger';
import type { LanguageProvider } from '../providers/language/provider';

/** Whose words they are: written with the rules, or said again by a language model. */
export const GENERATED_BY = ['rules', 'llm'] as const;
export type GeneratedBy = (typeof GENERATED_BY)[number];

export interface Reworded {
  readonly texts: readonly string[];
  readonly generatedBy: GeneratedBy;
}

export interface Rewording {
  /** Each group in friendlier words where a model is at hand and keeps to the facts; else as it is. Never fails, never waits long. */
  reword(groups: readonly (readonly string[])[], locale: Locale): Promise<readonly Reworded[]>;
}

export interface RewordingDeps {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** Absent: there is none. */
  readonly language?: LanguageProvider | undefined;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 1_500;
const FAILURES_IN_ROW = 3;
const PAUSE_MS = seconds(30);

/** Makes the one way to a language model: with a time limit, and left alone for a while once it fails again and again. */
export function makeRewording({ clock, logger, language, timeoutMs = TIMEOUT_MS }: RewordingDeps): Rewording {
  const breaker = makeBreaker(clock);
  return {
    async reword(groups, locale) {
      const texts = groups.flat();
      if (!language || texts.length === 0 || !breaker.mayTry()) {
        return groups.map(asTheyAre);
      }
      try {
        const said = await language.reword({ texts, locale, signal: AbortSignal.timeout(timeoutMs) });
        breaker.note(said.length === texts.length);
        return said.length === texts.length ? chosen(groups, said) : groups.map(asTheyAre);
      } catch (error) {
        breaker.note(false);
        logger.warn('language model failed', { provider: language.name, error });
        return groups.map(asTheyAre);
      }
    },
  };
}

interface Breaker {
  mayTry(): boolean;
  note(wentWell: boolean): void;
}

/** After some failures in a row nobody asks for a while; then one does, and what he finds holds for all. */
function makeBreaker(clock: Clock): Breaker {
  let failures = 0;
  let closedUntil = 0;
  return {
    mayTry() {
      const now = clock.now().getTime();
      if (failures < FAILURES_IN_ROW) {
        return true;
      }
      const mayTry = now >= closedUntil;
      closedUntil = mayTry ? now + PAUSE_MS : closedUntil;
      return mayTry;
    },
    note(wentWell) {
      failures = wentWell ? 0 : failures + 1;
      closedUntil = clock.now().getTime() + PAUSE_MS;
    },
  };
}

const asTheyAre = (texts: readonly string[]): Reworded => ({ texts, generatedBy: 'rules' });

/** A group is taken when each of its texts keeps to the facts: half a group in other words would be strange to read. */
function chosen(groups: readonly (readonly string[])[], said: readonly string[]): Reworded[] {
  let from = 0;
  return groups.map((texts) => {
    const mine = said.slice(from, from + texts.length).map((text) => text.trim());
    from += texts.length;
    return texts.length > 0 && texts.every((text, index) => keepsToFacts(text, mine[index] ?? ''))
      ? { texts: mine, generatedBy: 'llm' }
      : asTheyAre(texts);
  });
}

const LONGEST_GROWTH = 2;
const SPARE_LETTERS = 20;
const ARABIC = /\p{Script=Arabic}/u;
const NUMBERS = /\d+(?:[.,]\d+)?/g;
/** Links, addresses, markup, control characters: nothing that a reason holds. */
const FOREIGN = /https?:|www\.|[@<>{}[\]`|\\\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/i;

/** Whether a text says no other number, is not much longer, stays in its script and brings nothing foreign. */
function keepsToFacts(before: string, after: string): boolean {
  return (
    after.length > 0 &&
    after.length <= before.length * LONGEST_GROWTH + SPARE_LETTERS &&
    !FOREIGN.test(after) &&
    numbersIn(before) === numbersIn(after) &&
    ARABIC.test(before) === ARABIC.test(after)
  );
}

const numbersIn = (text: string): string =>
  [...text.matchAll(NUMBERS)]
    .map(([number]) => number)
    .sort()
    .join(' ');
