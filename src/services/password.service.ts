import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { keyOfEmail } from '../utils/emails';
import { BadRequest, Gone } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import { inTransaction, type Tx } from '../utils/transaction';
import { systemActor, type UserActor } from '../utils/types/actor';
import { actorOf } from './auth/account';
import { linkSends, passwordTries } from './auth/limits';
import type { AccountLimits } from './limits/accountLimits';
import type { OneTimeTokenService } from './oneTimeToken.service';
import type { Outbox } from './outbox/outbox.service';
import type { PasswordHasher } from './passwords/passwordHasher';
import { assertGoodPassword } from './passwords/passwordRules';
import type { SessionService } from './session.service';

export interface PasswordService {
  /** Sets another password for somebody who knows the present one; his other sessions end. */
  change(actor: UserActor, given: { currentPassword: string; newPassword: string }): Promise<void>;
  /** Notes that a link was asked for; says and does the same whether the account exists or not. */
  forget(email: string): Promise<void>;
  /** Issues the link that was asked for, if there is such an account. Runs behind the outbox. */
  sendLink(key: string): Promise<void>;
  /** Sets the password of whoever holds the link; every session ends. */
  reset(given: { token: string; newPassword: string }): Promise<void>;
  /** Throws BadRequest unless it is the actor's password; counts the tries. */
  assertCurrent(actor: UserActor, password: string): Promise<User>;
}

export interface PasswordDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sessions: SessionService;
  readonly oneTimeTokens: OneTimeTokenService;
  readonly passwords: PasswordHasher;
  readonly accountLimits: Pick<AccountLimits, 'consume' | 'reset'>;
}

/** Passwords: change, forget, reset. */
export function makePasswordService(deps: PasswordDeps): PasswordService {
  const assertCurrent = makeAssertCurrent(deps);
  return {
    assertCurrent,
    change: makeChange({ ...deps, assertCurrent }),
    forget: makeForget(deps),
    sendLink: makeSendLink(deps),
    reset: makeReset(deps),
  };
}

function makeAssertCurrent({ passwords, accountLimits }: PasswordDeps): PasswordService['assertCurrent'] {
  return async (actor, password) => {
    const tries = `password:${actor.id}`;
    await accountLimits.consume(tries, passwordTries);
    const user = await UserModel.findById(toObjectId(actor.id)).orFail().lean<User>();
    if (!(await passwords.verify(password, user.passwordHash))) {
      throw new BadRequest('auth.currentPasswordWrong');
    }
    await accountLimits.reset(tries);
    return user;
  };
}

type ChangeDeps = PasswordDeps & Pick<PasswordService, 'assertCurrent'>;

function makeChange({
  clock,
  outbox,
  sessions,
  assertCurrent,
  ...deps
}: ChangeDeps): PasswordService['change'] {
  return async (actor, { currentPassword, newPassword }) => {
    const user = await assertCurrent(actor, currentPassword);
    assertGoodPassword(newPassword, user);
    const passwordHash = await deps.passwords.hash(newPassword);
    await inTransaction(async (tx) => {
      const now = clock.now();
      const { modifiedCount } = await UserModel.updateOne(
        { _id: user._id, passwordHash: user.passwordHash ?? '' },
        { $set: { passwordHash, passwordChangedAt: now, updatedAt: now } },
        { session: tx },
      );
      if (modifiedCount === 0) {
        throw new BadRequest('auth.currentPasswordWrong'); // another change was faster
      }
      const userId = actor.id;
      await sessions.end({ tx, userId, except: actor.sessionId, reason: 'passwordChanged', by: actor });
      await deps.oneTimeTokens.revoke(tx, { userId, purposes: ['resetPassword', 'changeEmail'] });
      await outbox.record(tx, 'password.changed', { userId, how: 'change' }, { actor });
    });
  };
}

function makeForget({ outbox, accountLimits }: PasswordDeps): PasswordService['forget'] {
  return async (email) => {
    const key = keyOfEmail(email);
    await accountLimits.consume(`forgot:${key}`, linkSends);
    await inTransaction((tx) =>
      outbox.record(tx, 'password.forgotten', { emailKey: key }, { actor: systemActor }),
    );
  };
}

function makeSendLink({ outbox, oneTimeTokens }: PasswordDeps): PasswordService['sendLink'] {
  const issue = async (tx: Tx, user: User): Promise<void> => {
    const userId = idOf(user);
    const facts = { purpose: 'resetPassword', userId, email: user.email ?? '' } as const;
    const tokenId = await oneTimeTokens.issue(tx, facts);
    await outbox.record(tx, 'password.resetRequested', { userId, tokenId }, { actor: systemActor });
  };
  return async (key) => {
    const user = await UserModel.findOne({ emailKey: key }).lean<User>();
    if (user) {
      await inTransaction((tx) => issue(tx, user));
    }
  };
}

function makeReset({ clock, outbox, sessions, passwords, ...deps }: PasswordDeps): PasswordService['reset'] {
  const { oneTimeTokens, accountLimits } = deps;
  return async ({ token: text, newPassword }) => {
    const token = await oneTimeTokens.getLiving(text, ['resetPassword']);
    const owner = await findOwner(token.userId, token.email ?? '');
    assertGoodPassword(newPassword, owner);
    const passwordHash = await passwords.hash(newPassword);
    const userId: Id = idOf(owner);
    await inTransaction(async (tx) => {
      const now = clock.now();
      await oneTimeTokens.use(tx, token);
      const user = await UserModel.findOneAndUpdate(
        { _id: owner._id, email: token.email ?? '' },
        // The link came by mail: the address is his.
        {
          $set: {
            passwordHash,
            passwordChangedAt: now,
            emailVerifiedAt: owner.emailVerifiedAt ?? now,
            updatedAt: now,
          },
          // Whoever opened the account with an address that was not his keeps no other key to it.
          ...(!owner.emailVerifiedAt && { $unset: { phoneVerifiedAt: 1, social: 1 } }),
        },
        { session: tx, returnDocument: 'after' },
      )
        .orFail(() => new Gone('auth.linkExpired'))
        .lean<User>();
      const actor = actorOf(user);
      await sessions.end({ tx, userId, reason: 'passwordReset', by: actor });
      await oneTimeTokens.revoke(tx, { userId, purposes: ['resetPassword', 'changeEmail'] });
      await outbox.record(tx, 'password.changed', { userId, how: 'reset' }, { actor });
    });
    await forgetTries(owner, accountLimits);
  };
}

/** The account as long as it has the address that the link went to. */
const findOwner = (userId: User['_id'], email: string): Promise<User> =>
  UserModel.findOne({ _id: userId, email })
    .orFail(() => new Gone('auth.linkExpired'))
    .lean<User>()
    .exec();

/** Whoever has locked the owner out with wrong passwords does so no longer. */
async function forgetTries(user: User, limits: PasswordDeps['accountLimits']): Promise<void> {
  for (const key of [user.emailKey, user.phone]) {
    if (key !== undefined) {
      await limits.reset(`login:${key}`);
    }
  }
}
