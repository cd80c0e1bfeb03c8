/** The spellings of one stem. */
export interface Names {
  /** `abuseReport` */
  readonly stem: string;
  /** `abuseReports` */
  readonly many: string;
  /** `AbuseReport` */
  readonly Type: string;
  /** `abuse-reports` */
  readonly path: string;
  /** `abuse report` */
  readonly words: string;
  /** `an abuse report` */
  readonly one: string;
}

const STEM = /^[a-z][a-z0-9]*([A-Z][a-z0-9]+)*$/;

/** Reads a stem; throws when it is not camelCase. */
export function namesOf(stem: string): Names {
  if (!STEM.test(stem)) {
    throw new RangeError(
      `"${stem}" is not a stem: write it in camelCase and singular, for example abuseReport`,
    );
  }
  const words = stem.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const many = plural(stem);
  return {
    stem,
    many,
    Type: stem.charAt(0).toUpperCase() + stem.slice(1),
    path: plural(words).replaceAll(' ', '-'),
    words,
    one: `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`,
  };
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) {
    return `${word.slice(0, -1)}ies`;
  }
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
