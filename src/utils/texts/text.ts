/** A text, or its plural forms where it counts something (parameter `count`). */
export interface EnglishForms {
  readonly one: string;
  readonly other: string;
}
export interface ArabicForms {
  readonly zero: string;
  readonly one: string;
  readonly two: string;
  readonly few: string;
  readonly many: string;
  readonly other: string;
}

export type EnglishText = string | EnglishForms;

/** The Arabic part that belongs to an English one: the same keys, every plural form. */
export type ArabicOf<T extends Record<string, EnglishText>> = {
  readonly [K in keyof T]: T[K] extends string ? string : ArabicForms;
};

/** Types the English part, from which the keys come. */
export const englishTexts = <const T extends Record<string, EnglishText>>(texts: T): T => texts;
