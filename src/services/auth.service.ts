import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import type { DeviceFacts } from '../utils/device';
import { Forbidden, Unauthenticated } from '../utils/errors';
import { toObjectId, type Id } from '../utils/ids';
import { inTransaction } from '../utils/transaction';
import { STAFF_ROLES, type Role, type SessionScope, type UserActor } from '../utils/types/actor';
import { assertNotBlocked } from './auth/account';
import { findByIdentifier, readIdentifier, type Identifier } from './auth/identifier';
import { loginTries } from './auth/limits';
import type { ActivityService } from './activity.service';
import type { SecondFactor } from './auth/secondFactor';
import type { AccountLimits } from './limits/accountLimits';
import type { PasswordHasher } from './passwords/passwordHasher';
import type { LoginTokens, OpenedSession, SessionService } from './session.service';

/** Which of our apps somebody signs in to. */
export type LoginType = 'clients' | 'admins';

export interface PasswordLogin {
  /** An e-mail address or a phone number. */
  readonly identifier: string;
  readonly password: string;
  readonly type: LoginType;
  readonly totp?: string | undefined;
  readonly device: DeviceFacts;
}

export interface SignedIn extends LoginTokens {
  readonly user: User;
}

export interface AuthService {
  /** Signs in by password. The order of the checks is the product's: pair, type, ban, second factor. */
  login(given: PasswordLogin): Promise<SignedIn>;
  /** Takes a refresh token and gives the next pair. */
  refresh(refreshToken: string): Promise<SignedIn>;
  /** Ends this session. */
  logout(actor: UserActor): Promise<number>;
  /** Ends all sessions of the actor, this one too. */
  logoutAll(actor: UserActor): Promise<number>;
}

export interface AuthDeps {
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly passwords: Pick<PasswordHasher, 'verify'>;
  readonly accountLimits: Pick<AccountLimits, 'consume' | 'reset'>;
  readonly secondFactor: SecondFactor;
  readonly activities: Pick<ActivityService, 'countFailedLogin'>;
  /** Staff must have a second factor. */
  readonly staffNeedsSecondFactor: boolean;
}

const isStaff = (role: Role): boolean => (STAFF_ROLES as readonly Role[]).includes(role);

/** Coming in by password, staying in, going out. */
export function makeAuthService(deps: AuthDeps): AuthService {
  const { sessions } = deps;
  return {
    login: makeLogin(deps),
    async refresh(refreshToken) {
      const opened = await sessions.refresh(refreshToken);
      const user = await getUser(opened.userId);
      return { ...(await sessions.tokensOf(opened)), user };
    },
    async logout(actor) {
      const mine = { userId: actor.id, sessionIds: [actor.sessionId] };
      return (await sessions.end({ ...mine, reason: 'logout', by: actor })).length;
    },
    async logoutAll(actor) {
      return (await sessions.end({ userId: actor.id, reason: 'logout', by: actor })).length;
    },
  };
}

const getUser = (userId: Id): Promise<User> =>
  UserModel.findById(toObjectId(userId))
    .orFail(() => new Unauthenticated('auth.sessionEnded'))
    .lean<User>()
    .exec();

function makeLogin(deps: AuthDeps): AuthService['login'] {
  const { sessions, accountLimits } = deps;
  return async (given) => {
    const identifier = readIdentifier(given.identifier);
    const tries = `login:${identifier.key}`;
    await accountLimits.consume(tries, loginTries);
    const { user, scope } = await check(identifier, given, deps).catch(noted(deps));
    const opened = await open(user, { scope, device: given.device }, deps);
    await accountLimits.reset(tries);
    return { ...(await sessions.tokensOf(opened)), user };
  };
}

/** Everything that may refuse a login, in the product's order. */
async function check(
  identifier: Identifier,
  given: PasswordLogin,
  deps: AuthDeps,
): Promise<{ user: User; scope: SessionScope }> {
  const user = await checkPair(identifier, given, deps);
  assertType(user, given.type);
  assertNotBlocked(user, deps.clock.now());
  return { user, scope: await checkSecondFactor(user, given.totp, deps) };
}

/** Counts a refusal for staff to see, whoever it was, and passes it on. */
const noted =
  ({ activities, clock }: AuthDeps) =>
  async (refusal: unknown): Promise<never> => {
    if (isFailure(refusal)) {
      await activities.countFailedLogin(clock.now());
    }
    throw refusal;
  };

/** To be asked for the code is a step on the way. */
const isFailure = (refusal: unknown): boolean =>
  refusal instanceof Forbidden ||
  (refusal instanceof Unauthenticated && refusal.code !== 'auth.totpRequired');

/** The same work and the same words whether the account exists, the password is wrong or staff gives a phone. */
async function checkPair(
  identifier: Identifier,
  { password, type }: PasswordLogin,
  { passwords }: AuthDeps,
): Promise<User> {
  const found = await findByIdentifier(identifier);
  const user = type === 'admins' && identifier.kind === 'phone' ? null : found;
  if (!(await passwords.verify(password, user?.passwordHash)) || !user) {
    throw new Unauthenticated('auth.wrongCredentials');
  }
  return user;
}

function assertType({ roles }: User, type: LoginType): void {
  const fits = roles.some((role) => isStaff(role) === (type === 'admins'));
  if (!fits) {
    throw new Forbidden('auth.wrongType');
  }
}

/** Staff without a second factor may, where one is asked of them, do no more than set it up. */
async function checkSecondFactor(
  user: User,
  code: string | undefined,
  { secondFactor, staffNeedsSecondFactor }: AuthDeps,
): Promise<SessionScope> {
  const verdict = await secondFactor.check(user, code);
  switch (verdict) {
    case 'right':
      return 'full';
    case 'absent':
      return staffNeedsSecondFactor && user.roles.some(isStaff) ? 'onboarding' : 'full';
    case 'missing':
      throw new Unauthenticated('auth.totpRequired');
    case 'wrong':
      throw new Unauthenticated('auth.totpWrong');
  }
}

/** Writes to the user as it was when it was checked: a ban or another password at the same instant has one winner. */
function open(
  { _id, passwordHash = '' }: User,
  { scope, device }: { scope: SessionScope; device: DeviceFacts },
  { clock, sessions }: AuthDeps,
): Promise<OpenedSession> {
  return inTransaction(
    async (tx) => {
      const now = clock.now();
      const present = await UserModel.findOneAndUpdate(
        { _id, passwordHash },
        { $set: { lastLoginAt: now } },
        { session: tx, returnDocument: 'after' },
      ).lean<User>();
      if (!present) {
        throw new Unauthenticated('auth.wrongCredentials');
      }
      assertNotBlocked(present, now);
      return sessions.start(tx, { user: present, kind: 'password', scope, device });
    },
    { remember: false },
  );
}
