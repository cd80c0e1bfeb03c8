import { mongo } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import type { DeviceFacts } from '../../utils/device';
import type { ConsentWishes } from '../../utils/consents';
import { keyOfEmail, tidyEmail } from '../../utils/emails';
import { Conflict, Forbidden } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { STAFF_ROLES, type Locale, type Role } from '../../utils/types/actor';
import { actorOf, assertNotBlocked } from '../auth/account';
import { newCraftsmanProfile } from '../craftsman/profile';
import type { ConsentService } from '../consent.service';
import type { SignedIn } from '../auth.service';
import type { OneTimeTokenService } from '../oneTimeToken.service';
import type { Outbox } from '../outbox/outbox.service';
import type { PasswordHasher } from '../passwords/passwordHasher';
import { assertGoodPassword } from '../passwords/passwordRules';
import type { SessionService } from '../session.service';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly firstName: string;
  readonly lastName?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
  readonly locale: Locale;
  /** What he agreed to while signing up; absent: nothing is noted. */
  readonly consents?: ConsentWishes | undefined;
  readonly device: DeviceFacts;
}

export type RegisterUser = (given: Registration) => Promise<SignedIn>;

export interface RegisterDeps {
  readonly consents: Pick<ConsentService, 'record'>;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly oneTimeTokens: OneTimeTokenService;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly sessions: SessionService;
}

const DUPLICATE_KEY = 11_000;
const isStaff = (role: Role): boolean => (STAFF_ROLES as readonly Role[]).includes(role);

/** Somebody opens an account: it exists once, a link to verify the e-mail goes out, and the new user is signed in. */
export const makeRegisterUser =
  (deps: RegisterDeps): RegisterUser =>
  async (given) => {
    if (isStaff(given.role)) {
      throw new Forbidden('auth.roleNotAllowed');
    }
    assertGoodPassword(given.password, given);
    const passwordHash = await deps.passwords.hash(given.password);
    const fields = fieldsOf(given, passwordHash, deps.clock.now());
    const userId = await inTransaction((tx) => createAccount(tx, { user: fields, given }, deps)).catch(
      asTaken,
    );
    return signIn(userId, given.device, deps);
  };

function fieldsOf({ role, locale, ...given }: Registration, passwordHash: string, now: Date): User {
  const { email, firstName, lastName, phone } = given;
  return {
    _id: newId(),
    email: tidyEmail(email),
    emailKey: keyOfEmail(email),
    passwordHash,
    passwordChangedAt: now,
    firstName,
    ...(lastName && { lastName }),
    ...(phone && { phone }),
    roles: [role],
    role,
    ...(role === 'craftsman' && { craftsman: newCraftsmanProfile() }),
    locale,
    createdAt: now,
    updatedAt: now,
  };
}

interface NewAccount {
  readonly user: User;
  readonly given: Pick<Registration, 'consents' | 'locale'>;
}

async function createAccount(tx: Tx, { user, given }: NewAccount, deps: RegisterDeps): Promise<Id> {
  const { outbox, oneTimeTokens } = deps;
  const [userId, actor] = [idOf(user), actorOf(user)];
  if (await oneTimeTokens.isReserved(tx, { emailKey: user.emailKey ?? '', for: userId })) {
    throw new Conflict('user.taken');
  }
  await UserModel.create([user], { session: tx });
  const { role = 'client', locale, email = '' } = user;
  await outbox.record(tx, 'user.registered', { userId, role, locale }, { actor });
  const tokenId = await oneTimeTokens.issue(tx, { purpose: 'verifyEmail', userId, email });
  await outbox.record(tx, 'email.verificationRequested', { userId, tokenId }, { actor });
  const { consents: wishes = {}, locale: shownIn } = given;
  if (Object.keys(wishes).length > 0) {
    const source = 'registration' as const;
    await deps.consents.record(tx, { actor, userId, wishes, locale: shownIn, source });
  }
  return userId;
}

/** The unique indexes decide, not a look beforehand: of two at once one wins. */
function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('user.taken', { cause: error });
  }
  throw error;
}

/** A session of its own for each repetition of the request: tokens are never kept. */
async function signIn(userId: Id, device: DeviceFacts, { clock, sessions }: RegisterDeps): Promise<SignedIn> {
  const { user, opened } = await inTransaction(
    async (tx) => {
      const now = clock.now();
      const user = await UserModel.findOneAndUpdate(
        { _id: toObjectId(userId) },
        { $set: { lastLoginAt: now } },
        { session: tx, returnDocument: 'after' },
      )
        .orFail()
        .lean<User>();
      assertNotBlocked(user, now);
      const session = { user, kind: 'password', scope: 'full', device, isFirst: true } as const;
      return { user, opened: await sessions.start(tx, session) };
    },
    { remember: false },
  );
  return { ...(await sessions.tokensOf(opened)), user };
}
