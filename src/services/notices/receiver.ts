import { UserModel, type User } from '../../models/user.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Locale } from '../../utils/types/actor';

/** What notices need to know of whom they are for. */
export interface Receiver extends Pick<User, 'email' | 'preferences'> {
  readonly id: Id;
  readonly locale: Locale;
  readonly firstName: string | undefined;
  /** The account was erased: nobody reads there any more. */
  readonly isErased?: true;
}

const FIELDS = { email: 1, firstName: 1, locale: 1, preferences: 1, erasure: 1 } as const;

/** The receiver as he is now; null when the account is gone. */
export async function findReceiver(userId: Id): Promise<Receiver | null> {
  const user = await UserModel.findOne({ _id: toObjectId(userId) }, FIELDS)
    .lean<User>()
    .exec();
  if (!user) {
    return null;
  }
  const { email, firstName, locale, preferences, erasure } = user;
  return {
    id: idOf(user),
    locale,
    firstName,
    ...(email !== undefined && { email }),
    ...(preferences && { preferences }),
    ...(erasure && { isErased: true as const }),
  };
}
