import { mongo } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import type { DeviceFacts } from '../../utils/device';
import { Conflict, Forbidden, Unauthenticated } from '../../utils/errors';
import { idOf, newId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Locale, Role } from '../../utils/types/actor';
import type { ActivityService } from '../activity.service';
import { actorOf, assertNotBlocked, isStaffAccount, scopeOf } from '../auth/account';
import { openAppSession, type AppSessionDeps } from '../auth/appSession';
import { assertSecondFactor, type SecondFactor } from '../auth/secondFactor';
import { newAccount } from '../auth/newAccount';
import type { SignedIn } from '../auth.service';
import { claimPhone, type ClaimDeps } from '../otp/claiming';
import { otpKeys, type OtpCodes, type RightCode } from '../otp/codes';

export interface PhoneLogin {
  /** E.164. */
  readonly phone: string;
  readonly code: string;
  /** For a new account; what is absent is asked for afterwards. */
  readonly role?: Role | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Opens an account of one’s own although another one names the phone unconfirmed. */
  readonly wantsNewAccount?: boolean | undefined;
  readonly totp?: string | undefined;
  readonly locale: Locale;
  readonly device: DeviceFacts;
}

export interface AppSignedIn extends SignedIn {
  readonly isNewUser: boolean;
}

export type SignInByPhone = (given: PhoneLogin) => Promise<AppSignedIn>;

export interface SignInByPhoneDeps extends ClaimDeps, AppSessionDeps {
  readonly clock: Clock;
  readonly codes: Pick<OtpCodes, 'tryOut' | 'take'>;
  readonly secondFactor: SecondFactor;
  readonly activities: Pick<ActivityService, 'countFailedLogin'>;
}

const DUPLICATE_KEY = 11_000;

/** Somebody shows the code that was sent to his phone: he is in, with a new account where there was none. */
export const makeSignInByPhone =
  (deps: SignInByPhoneDeps): SignInByPhone =>
  async (given) => {
    if (given.role !== undefined && isStaffAccount({ roles: [given.role] })) {
      throw new Forbidden('auth.roleNotAllowed');
    }
    const code = await checkCode(given, deps);
    const holder = await findHolder(given, deps);
    const { userId, isNewUser } = await inTransaction(async (tx) => {
      await takeCode(tx, code, deps);
      return holder
        ? { userId: idOf(holder), isNewUser: false }
        : { userId: await createAccount(tx, given, deps), isNewUser: true };
    }).catch(asTaken);
    const login = { where: { phone: given.phone }, kind: 'phone', device: given.device } as const;
    return { ...(await openAppSession({ userId, isFirst: isNewUser, ...login }, deps)), isNewUser };
  };

async function checkCode({ phone, code }: PhoneLogin, deps: SignInByPhoneDeps): Promise<RightCode> {
  const right = await deps.codes.tryOut(otpKeys.login(phone), code);
  if (!right) {
    await deps.activities.countFailedLogin(deps.clock.now());
    throw new Unauthenticated('auth.codeWrong');
  }
  return right;
}

/** Of two with the right code one comes in. */
async function takeCode(tx: Tx, code: RightCode, { codes }: SignInByPhoneDeps): Promise<void> {
  if (!(await codes.take(tx, code))) {
    throw new Unauthenticated('auth.codeWrong');
  }
}

/** The account of a confirmed phone, with everything that may refuse it: type, ban, second factor. The code is still good then. */
async function findHolder(given: PhoneLogin, deps: SignInByPhoneDeps): Promise<User | undefined> {
  const user = await UserModel.findOne({ phone: given.phone }).lean<User>();
  if (!user) {
    return undefined;
  }
  if (!user.phoneVerifiedAt) {
    return given.wantsNewAccount === true ? undefined : refuseUnconfirmed();
  }
  if (isStaffAccount(user)) {
    throw new Forbidden('auth.wrongType');
  }
  assertNotBlocked(user, deps.clock.now());
  // Whoever was once staff may still have one.
  await assertSecondFactor(user, given.totp, deps.secondFactor);
  return user;
}

function refuseUnconfirmed(): never {
  throw new Conflict('auth.phoneUnconfirmed');
}

async function createAccount(tx: Tx, given: PhoneLogin, deps: SignInByPhoneDeps): Promise<Id> {
  const { phone, role, firstName, lastName, locale } = given;
  const now = deps.clock.now();
  const user: User = {
    ...newAccount({ role, firstName, lastName, locale, now }),
    _id: newId(),
    phone,
    phoneVerifiedAt: now,
  };
  const userId = idOf(user);
  await claimPhone(tx, { phone, userId }, deps);
  await UserModel.create([user], { session: tx });
  const facts = { userId, ...(scopeOf(user) === 'full' && role && { role }), locale };
  await deps.outbox.record(tx, 'user.registered', facts, { actor: actorOf(user) });
  return userId;
}

/** The unique index decides: two sign-ups with one phone make one account. */
function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('user.taken', { cause: error });
  }
  throw error;
}
