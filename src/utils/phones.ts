import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

const DEFAULT_REGION: CountryCode = 'EG';
/** Arabic-Indic and Persian digits. */
const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const LONGEST = 40;

/** The one spelling of a phone number (E.164), whatever digits, blanks and prefixes it was written with; undefined when it is none. */
export function phoneNumberOf(text: string, region: CountryCode = DEFAULT_REGION): string | undefined {
  if (text.length > LONGEST) {
    return undefined;
  }
  const western = text
    .trim()
    .normalize('NFKC')
    .replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
  const parsed = parsePhoneNumberFromString(western, { defaultCountry: region, extract: false });
  return parsed?.isValid() === true && parsed.ext === undefined ? parsed.number : undefined;
}
