import { mongo } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { keyOfEmail, tidyEmail } from '../../utils/emails';
import { Conflict } from '../../utils/errors';
import { idOf, newId, type Id } from '../../utils/ids';
import { searchTermsOf } from '../../utils/searchTerms';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor, Locale } from '../../utils/types/actor';
import type { OneTimeTokenService } from '../oneTimeToken.service';
import type { Outbox } from '../outbox/outbox.service';
import type { PasswordHasher } from '../passwords/passwordHasher';
import { assertGoodPassword } from '../passwords/passwordRules';

export interface NewStaff {
  readonly email: string;
  /** Absent: a link to choose one goes to the e-mail. */
  readonly password?: string | undefined;
  readonly role: 'admin' | 'moderator';
  readonly firstName: string;
  readonly lastName?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
  readonly locale: Locale;
}

export type CreateStaff = (actor: Actor, given: NewStaff) => Promise<Id>;

export interface CreateStaffDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly oneTimeTokens: Pick<OneTimeTokenService, 'issue'>;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
}

const DUPLICATE_KEY = 11_000;

/** Makes an account of staff, with a password or with an invitation to choose one. */
export const makeCreateStaff =
  (deps: CreateStaffDeps): CreateStaff =>
  async (actor, given) => {
    const { password } = given;
    if (password !== undefined) {
      assertGoodPassword(password, given);
    }
    const passwordHash = password === undefined ? undefined : await deps.passwords.hash(password);
    const user = fieldsOf(given, passwordHash, deps.clock.now());
    return inTransaction((tx) => insert(tx, { actor, user, role: given.role }, deps)).catch(asTaken);
  };

function fieldsOf(given: NewStaff, passwordHash: string | undefined, now: Date): User {
  const { firstName, lastName, phone, role, locale } = given;
  const email = tidyEmail(given.email);
  return {
    _id: newId(),
    email,
    emailKey: keyOfEmail(email),
    ...(phone && { phone }),
    ...(passwordHash !== undefined && { passwordHash, passwordChangedAt: now }),
    firstName,
    ...(lastName && { lastName }),
    roles: [role],
    role,
    locale,
    searchTerms: searchTermsOf({ email, phone, firstName, lastName }),
    createdAt: now,
    updatedAt: now,
  };
}

async function insert(
  tx: Tx,
  { actor, user, role }: { actor: Actor; user: User; role: NewStaff['role'] },
  { outbox, oneTimeTokens }: CreateStaffDeps,
): Promise<Id> {
  const [userId, email = '', isInvited] = [idOf(user), user.email, user.passwordHash === undefined];
  await UserModel.create([user], { session: tx });
  await outbox.record(tx, 'staff.created', { userId, role, isInvited }, { actor });
  const purpose = isInvited ? 'resetPassword' : 'verifyEmail';
  const tokenId = await oneTimeTokens.issue(tx, { purpose, userId, email });
  const event = isInvited ? 'password.resetRequested' : 'email.verificationRequested';
  await outbox.record(tx, event, { userId, tokenId }, { actor });
  return userId;
}

/** The unique indexes decide, not a look beforehand. */
function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('user.taken', { cause: error });
  }
  throw error;
}
