import type { Types } from 'mongoose';
import { idOf } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';
import { demoAccounts } from '../demoAccounts';
import { demoId } from '../ids';

/** The id of an account of the demo. */
export const accountIdOf = (email: string): Types.ObjectId => demoId(`user ${email}`);

/** Somebody of the demo as the one who acts. */
export function actorOf(email: string): UserActor {
  const account = demoAccounts.find((one) => one.email === email);
  if (!account) {
    throw new Error(`nobody in the demo is ${email}`);
  }
  const { role, locale } = account;
  const id = idOf(accountIdOf(email));
  return { kind: 'user', id, role, roles: [role], locale, sessionId: id, scope: 'full' };
}
