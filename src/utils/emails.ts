import { domainToASCII } from 'node:url';

/** Letters of other scripts, in lower case, that look like a Latin one in lower or in upper case. */
const LOOK_ALIKES: readonly (readonly [latin: string, others: string])[] = [
  ['a', 'аαɑ'],
  ['b', 'ьвβ'],
  ['c', 'сϲⅽ'],
  ['d', 'ԁⅾ'],
  ['e', 'еєҽ'],
  ['g', 'ɡց'],
  ['h', 'һհн'],
  ['i', 'іıιӏɩ'],
  ['j', 'јϳ'],
  ['k', 'кκ'],
  ['l', 'ⅼ'],
  ['m', 'м'],
  ['n', 'пηո'],
  ['o', 'оοօ'],
  ['p', 'рρ'],
  ['q', 'ԛգ'],
  ['r', 'гᴦ'],
  ['s', 'ѕꜱ'],
  ['t', 'тτ'],
  ['u', 'υսᴜ'],
  ['v', 'ѵνᴠ'],
  ['w', 'ԝωᴡ'],
  ['x', 'хχ'],
  ['y', 'уүγ'],
  ['z', 'ᴢζ'],
];

const LATIN = new Map(LOOK_ALIKES.flatMap(([latin, others]) => [...others].map((other) => [other, latin])));

/**
 * The form in which e-mail addresses are compared, so that one address is one account whatever its case, its width and
 * the script of letters that look alike; undefined when the text is no address.
 */
export function emailKey(email: string): string | undefined {
  const { local, domain } = parts(email);
  const host = domainToASCII(domain);
  if (local === '' || host === '') {
    return undefined;
  }
  const folded = [...local.toLowerCase()].map((letter) => LATIN.get(letter) ?? letter);
  return `${folded.join('')}@${host}`;
}

/** `emailKey` of an address that has been checked before. */
export const keyOfEmail = (email: string): string => emailKey(email) ?? email.trim().toLowerCase();

/** The address as it is shown and written to: the domain in lower case, the rest as given. */
export function tidyEmail(email: string): string {
  const { local, domain } = parts(email);
  return `${local}@${domain}`;
}

function parts(email: string): { local: string; domain: string } {
  const text = email.trim().normalize('NFKC');
  const at = text.lastIndexOf('@');
  return at < 0
    ? { local: '', domain: '' }
    : { local: text.slice(0, at), domain: text.slice(at + 1).toLowerCase() };
}
