import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadRequest } from '../../utils/errors';

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

let common: ReadonlySet<string> | undefined;

/** Refuses what would be guessed first: the most used passwords, the owner's e-mail and name (rules.md, section 9). */
export function assertGoodPassword(password: string, owner: PasswordOwner): void {
  common ??= readCommon();
  if (common.has(password.normalize('NFKC').toLowerCase())) {
    throw new BadRequest('auth.passwordTooCommon');
  }
  const bare = bareOf(password);
  if (bare !== '' && personalTexts(owner).some((text) => bareOf(text) === bare)) {
    throw new BadRequest('auth.passwordIsPersonal');
  }
}

const readCommon = (): ReadonlySet<string> =>
  new Set(readFileSync(join(__dirname, 'common-passwords.txt'), 'utf8').split('\n').filter(Boolean));

function personalTexts({ email = '', firstName = '', lastName = '' }: PasswordOwner): string[] {
  const names = [`${firstName}${lastName}`, `${lastName}${firstName}`, firstName, lastName];
  return [email, email.split('@')[0] ?? '', ...names].filter(Boolean);
}

/** Letters and digits alone, in lower case: dots and blanks make no other password. */
const bareOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
