import { randomInt } from 'node:crypto';
import type { Id } from '../../utils/ids';
import { keyedDigest, type Keys } from '../../utils/keys';

const COUNT = 10;
const HALF = 5;
/** Without letters and digits that look alike. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** Fresh recovery codes, each good for one login without the app: `7KQ2M-XW9TA`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: COUNT }, () => `${half()}-${half()}`);

/** What is stored of a recovery code; case, blanks and dashes as it was typed do not matter. */
export const recoveryHash = (key: Keys['tokenHash'], userId: Id, code: string): string =>
  keyedDigest(key, `recovery:${userId}:${code.toUpperCase().replace(/[\s-]/g, '')}`);

const half = (): string =>
  Array.from({ length: HALF }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
