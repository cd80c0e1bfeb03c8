import type { User } from '../../models/user.model';

/** What a code says: `absent` = this user has no second factor, `missing` = he has one and gave no code. */
export type SecondFactorVerdict = 'absent' | 'missing' | 'wrong' | 'right';

/** The second factor as the login sees it. */
export interface SecondFactor {
  /** Checks a code or recovery code of a user whose password was right, and takes it: none is right twice. */
  check(user: User, code: string | undefined): Promise<SecondFactorVerdict>;
}
