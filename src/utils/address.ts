/** Where somebody lives or a job is; `text` is the whole as people read it. */
export interface Address {
  country?: string;
  state?: string;
  city?: string;
  street?: string;
  text: string;
}

/** An address as it is given: its parts, or one line of text. */
export interface GivenAddress {
  readonly country?: string | null;
  readonly state?: string | null;
  readonly city?: string | null;
  readonly street?: string | null;
  readonly text?: string | null;
}

const PARTS = ['street', 'city', 'state', 'country'] as const;

/**
 * The address to store; undefined when nothing is said. The text follows the parts, so that the two never contradict;
 * a line of text stands by itself when there are none.
 */
export function readAddress(given: GivenAddress, defaultCountry: string): Address | undefined {
  const { state, city, street, text } = given;
  const hasParts = Boolean(state ?? city ?? street);
  if (!hasParts && !text) {
    return undefined;
  }
  const parts = { country: given.country || defaultCountry, state, city, street };
  const named = PARTS.flatMap((part) => (parts[part] ? [[part, parts[part]] as const] : []));
  const line = hasParts ? named.map(([, value]) => value).join(', ') : (text ?? '');
  return { ...Object.fromEntries(named), text: line };
}

/** The address as it is sent: every key, null for what is not known. */
export const presentAddress = ({ country, state, city, street, text }: Address) => ({
  country: country ?? null,
  state: state ?? null,
  city: city ?? null,
  street: street ?? null,
  text,
});

/** Made once: making it takes longer than all that it is asked. */
const countries = new Intl.DisplayNames(['en'], { type: 'region' });

/** The English name of a country: `EG` → `Egypt`. */
export const countryName = (code: string): string => countries.of(code) ?? code;
