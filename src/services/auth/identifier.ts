import type { QueryFilter } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import { emailKey } from '../../utils/emails';
import { phoneNumberOf } from '../../utils/phones';

/** How an account is named at the login: every spelling of one name is the same. */
export interface Identifier {
  readonly kind: 'email' | 'phone';
  readonly key: string;
}

const LONGEST = 254;

/** Reads an e-mail address or a phone number; what is neither still has a key of its own, and no account. */
export function readIdentifier(text: string): Identifier {
  const given = text.trim().slice(0, LONGEST);
  return given.includes('@')
    ? { kind: 'email', key: emailKey(given) ?? given.toLowerCase() }
    : { kind: 'phone', key: phoneNumberOf(given) ?? given.toLowerCase() };
}

/** The account of that name. */
export const findByIdentifier = ({ kind, key }: Identifier): Promise<User | null> => {
  const filter: QueryFilter<User> = kind === 'email' ? { emailKey: key } : { phone: key };
  return UserModel.findOne(filter).lean<User>().exec();
};
