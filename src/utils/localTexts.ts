/** A text in several languages by BCP 47 tag; a new language needs no code. */
export type LocalTexts = Readonly<Record<string, string>>;

/** Spoken last where the reader's language is missing. */
const FALLBACK = 'en';

/** The text in the reader's language, else in English, else in any; undefined when there is none. */
export const textIn = (texts: LocalTexts, locale: string): string | undefined =>
  texts[locale] ?? texts[FALLBACK] ?? Object.values(texts)[0];
