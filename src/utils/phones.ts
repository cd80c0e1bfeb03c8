import { parsePhoneNumberFromString, type CountryCode, type NumberType } from 'libphonenumber-js/max';

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

/** What takes messages and costs nobody more than a message; a number of no known kind is given the benefit. */
const MOBILE: ReadonlySet<NumberType> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE', undefined]);
const RANGE_DIGITS = 3;

export interface PhoneFacts {
  /** ISO code of the country. */
  readonly country: string;
  readonly isMobile: boolean;
  /** The number without its last digits: numbers that are bought together share it. */
  readonly range: string;
}

/** What a number in E.164 says about itself. */
export function phoneFacts(phone: string): PhoneFacts {
  const parsed = parsePhoneNumberFromString(phone);
  return {
    // Numbers of no country, such as satellite phones, go by their calling code.
    country: parsed?.country ?? `+${parsed?.countryCallingCode ?? ''}`,
    isMobile: MOBILE.has(parsed?.getType()),
    range: phone.slice(0, -RANGE_DIGITS),
  };
}

/** As much of a number as its owner needs to recognise it. */
export const maskedPhone = (phone: string): string =>
  `${phone.slice(0, 3)}${'•'.repeat(Math.max(0, phone.length - 6))}${phone.slice(-3)}`;
