import { createInstance, type i18n } from 'i18next';
import { arabic, english, type TextKey } from './texts';
import type { ArabicForms, EnglishText } from './texts/text';
import { LOCALES, type Locale } from './types/actor';

export type { TextKey } from './texts';
/** What a text is filled with; `count` chooses its plural form. */
export type TextParams = Readonly<Record<string, string | number>>;

/** The text of `key` in the reader's language, filled with `params`; a parameter that is missing throws. */
export function t(locale: Locale, key: TextKey, params: TextParams = {}): string {
  return texts.t(key, { ...params, lng: locale });
}

/** The keys of the form `<family>.<name>.<part>` give their names: `noticeNames` for `notice.*.title`. */
export type NamesOf<Family extends string, Part extends string> = TextKey extends infer K
  ? K extends `${Family}.${infer Name}.${Part}`
    ? Name
    : never
  : never;

/** Whether there is a text of this key. */
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(english, key);

/** An instant as people write it, in the given time zone; digits are the same in both languages. */
export function formatInstant(locale: Locale, at: Date, timeZone: string): string {
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(locale === 'ar' ? 'ar-EG-u-nu-latn' : 'en-GB', style).format(at);
}

const texts = makeTexts();

function makeTexts(): i18n {
  const instance = createInstance();
  void instance.init({
    initAsync: false,
    supportedLngs: LOCALES,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { translation: flat(english) }, ar: { translation: flat(arabic) } },
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (text: string, [, name]: readonly string[]) => {
      throw new Error(`"${text}" needs the parameter ${String(name)}`);
    },
  });
  return instance;
}

/** Plural forms as i18next names them: `key_one`, `key_other`. */
function flat(part: Readonly<Record<string, EnglishText | ArabicForms>>): Record<string, string> {
  const entries = Object.entries(part).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string'
      ? [[key, text]]
      : Object.entries(text).map(([form, value]): [string, string] => [`${key}_${form}`, value as string]),
  );
  return Object.fromEntries(entries);
}
