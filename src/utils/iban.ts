const SHAPE = /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/;
/** Length by country, where we pay most. */
const LENGTHS: Readonly<Record<string, number>> = {
  EG: 29,
  SA: 24,
  AE: 23,
  KW: 30,
  DE: 22,
  FR: 27,
  GB: 22,
  NL: 18,
  IT: 27,
  ES: 24,
};
const MODULUS = 97n;

/** The one spelling of an IBAN: no blanks, capitals; undefined when its shape, length or checksum is wrong. */
export function ibanOf(text: string): string | undefined {
  const iban = text.replace(/[\s-]/g, '').toUpperCase();
  const length = LENGTHS[iban.slice(0, 2)];
  if (!SHAPE.test(iban) || (length !== undefined && iban.length !== length)) {
    return undefined;
  }
  return remainderOf(`${iban.slice(4)}${iban.slice(0, 4)}`) === 1n ? iban : undefined;
}

/** A letter counts as two digits: A is 10, Z is 35. */
const remainderOf = (text: string): bigint =>
  BigInt([...text].map((character) => Number.parseInt(character, 36)).join('')) % MODULUS;
