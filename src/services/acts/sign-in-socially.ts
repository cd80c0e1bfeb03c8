import { mongo } from 'mongoose';
import type { SocialIdentity } from '../../models/plugins/social';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import type { DeviceFacts } from '../../utils/device';
import { keyOfEmail, tidyEmail } from '../../utils/emails';
import { Conflict, Forbidden, Unauthenticated } from '../../utils/errors';
import { idOf, newId, type Id } from '../../utils/ids';
import { splitName } from '../../utils/names';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Locale, Role } from '../../utils/types/actor';
import { actorOf, assertNotBlocked, isStaffAccount, scopeOf } from '../auth/account';
import { openAppSession, type AppSessionDeps } from '../auth/appSession';
import { newAccount } from '../auth/newAccount';
import { assertSecondFactor, type SecondFactor } from '../auth/secondFactor';
import type { OneTimeTokenService } from '../oneTimeToken.service';
import type { Outbox } from '../outbox/outbox.service';
import type { SocialVerifier, VouchedPerson } from '../providers/social/provider';
import type { AppSignedIn } from './sign-in-by-phone';

export interface SocialLogin {
  readonly idToken: string;
  /** For a new account; what is absent is taken from the token or asked for afterwards. */
  readonly role?: Role | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly totp?: string | undefined;
  readonly locale: Locale;
  readonly device: DeviceFacts;
}

export type SignInSocially = (given: SocialLogin) => Promise<AppSignedIn>;

export interface SignInSociallyDeps extends AppSessionDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly oneTimeTokens: Pick<OneTimeTokenService, 'isReserved'>;
  readonly secondFactor: SecondFactor;
  readonly social: SocialVerifier;
}

const DUPLICATE_KEY = 11_000;

/** Somebody comes with a token of Google, Apple or Facebook: he is in, with a new account where there was none. */
export const makeSignInSocially =
  (deps: SignInSociallyDeps): SignInSocially =>
  async (given) => {
    if (given.role !== undefined && isStaffAccount({ roles: [given.role] })) {
      throw new Forbidden('auth.roleNotAllowed');
    }
    const person = await verifyPerson(given.idToken, deps);
    const { user, isLinked } = await findAccount(person);
    if (user) {
      await assertMayEnter(user, given.totp, deps);
    }
    const userId = await inTransaction(async (tx) => {
      if (user) {
        return isLinked ? idOf(user) : linkAccount(tx, { user, person }, deps);
      }
      return createAccount(tx, { person, given }, deps);
    }).catch(asTaken);
    const isFirst = user === null;
    const login = { where: { 'social.uid': person.uid }, kind: 'social', device: given.device } as const;
    return { ...(await openAppSession({ userId, isFirst, ...login }, deps)), isNewUser: isFirst };
  };

/** The one for whom a genuine token speaks; 401 for any other token. */
export async function verifyPerson(
  idToken: string,
  { social }: Pick<SignInSociallyDeps, 'social'>,
): Promise<VouchedPerson> {
  const verdict = await social.verify(idToken);
  if (verdict.state === 'refused') {
    throw new Unauthenticated('auth.socialTokenInvalid', { pvt: { reason: verdict.reason } });
  }
  return verdict.person;
}

interface Found {
  readonly user: User | null;
  readonly isLinked: boolean;
}

/** The account that he is linked to; else the one of his e-mail, if both sides have confirmed that it is his. */
async function findAccount({ uid, email, isEmailVerified }: VouchedPerson): Promise<Found> {
  const linked = await UserModel.findOne({ 'social.uid': uid }).lean<User>();
  if (linked || email === undefined) {
    return { user: linked, isLinked: linked !== null };
  }
  const user = await UserModel.findOne({ emailKey: keyOfEmail(email) }).lean<User>();
  if (user && !(isEmailVerified && user.emailVerifiedAt)) {
    throw new Conflict('auth.socialEmailUnconfirmed');
  }
  return { user, isLinked: false };
}

/** Type, ban and second factor, as at every login. */
async function assertMayEnter(
  user: User,
  totp: string | undefined,
  { clock, secondFactor }: SignInSociallyDeps,
): Promise<void> {
  if (isStaffAccount(user)) {
    throw new Forbidden('auth.wrongType');
  }
  assertNotBlocked(user, clock.now());
  await assertSecondFactor(user, totp, secondFactor);
}

const identityOf = ({ uid, provider }: VouchedPerson, now: Date): SocialIdentity => ({
  uid,
  provider,
  linkedAt: now,
});

interface Link {
  readonly user: User;
  readonly person: VouchedPerson;
}

async function linkAccount(
  tx: Tx,
  { user, person }: Link,
  { clock, outbox }: SignInSociallyDeps,
): Promise<Id> {
  const now = clock.now();
  await UserModel.findOneAndUpdate(
    // Still his address, still confirmed, and nobody else's login.
    { _id: user._id, emailKey: user.emailKey ?? '', emailVerifiedAt: { $ne: null }, social: null },
    { $set: { social: identityOf(person, now), updatedAt: now } },
    { session: tx },
  ).orFail(() => new Conflict('auth.socialTaken'));
  const userId = idOf(user);
  await outbox.record(tx, 'social.linked', { userId, provider: person.provider }, { actor: actorOf(user) });
  return userId;
}

interface Newcomer {
  readonly person: VouchedPerson;
  readonly given: SocialLogin;
}

async function createAccount(tx: Tx, { person, given }: Newcomer, deps: SignInSociallyDeps): Promise<Id> {
  const { role, locale, firstName, lastName } = given;
  const now = deps.clock.now();
  const names = firstName === undefined ? splitName(person.fullName ?? '') : { firstName, lastName };
  const user: User = {
    ...newAccount({ role, ...names, locale, now }),
    ...emailFields(person, now),
    _id: newId(),
    social: identityOf(person, now),
  };
  const userId = idOf(user);
  if (user.emailKey && (await deps.oneTimeTokens.isReserved(tx, { emailKey: user.emailKey, for: userId }))) {
    throw new Conflict('user.taken');
  }
  await UserModel.create([user], { session: tx });
  const facts = { userId, ...(scopeOf(user) === 'full' && role && { role }), locale };
  await deps.outbox.record(tx, 'user.registered', facts, { actor: actorOf(user) });
  return userId;
}

/** An address for which nobody vouches is not taken over: its owner would find a stranger's login on his account. */
const emailFields = ({ email, isEmailVerified }: VouchedPerson, now: Date): Partial<User> =>
  email !== undefined && isEmailVerified
    ? { email: tidyEmail(email), emailKey: keyOfEmail(email), emailVerifiedAt: now }
    : {};

/** The unique indexes decide: of two at once one makes the account. */
function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('user.taken', { cause: error });
  }
  throw error;
}
