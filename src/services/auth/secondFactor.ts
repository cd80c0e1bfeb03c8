import type { User } from '../../models/user.model';
import { Unauthenticated } from '../../utils/errors';

/** What a code says: `absent` = this user has no second factor, `missing` = he has one and gave no code. */
export type SecondFactorVerdict = 'absent' | 'missing' | 'wrong' | 'right';

/** The second factor as the login sees it. */
export interface SecondFactor {
  /** Checks a code or recovery code of a user whose password was right, and takes it: none is right twice. */
  check(user: User, code: string | undefined): Promise<SecondFactorVerdict>;
}

/** Throws Unauthenticated where the user has a second factor and gave no code, or a wrong one. */
export async function assertSecondFactor(
  user: User,
  code: string | undefined,
  { check }: SecondFactor,
): Promise<void> {
  const verdict = await check(user, code);
  if (verdict === 'missing') {
    throw new Unauthenticated('auth.totpRequired');
  }
  if (verdict === 'wrong') {
    throw new Unauthenticated('auth.totpWrong');
  }
}
