import { mongo } from 'mongoose';
import type { OneTimeToken } from '../models/oneTimeToken.model';
import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { keyOfEmail, tidyEmail } from '../utils/emails';
import { Conflict, Gone } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import { inTransaction, type Tx } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import { actorOf } from './auth/account';
import { linkSends } from './auth/limits';
import type { AccountLimits } from './limits/accountLimits';
import type { OneTimeTokenService } from './oneTimeToken.service';
import type { Outbox } from './outbox/outbox.service';
import type { PasswordService } from './password.service';
import type { SessionService } from './session.service';

export interface AccountEmailService {
  /** Sends another link to the present address. */
  resend(actor: UserActor): Promise<void>;
  /** Sends a link to the address that shall become the account's; nothing changes before it is opened. */
  requestChange(actor: UserActor, given: { newEmail: string; password: string }): Promise<void>;
  /** The holder of the link confirms the present address, or the one that was asked for. */
  verify(token: string): Promise<User>;
  /** The holder of the old address takes the account back to it; every session ends, later links are dead. */
  undoChange(token: string): Promise<void>;
}

export interface AccountEmailDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sessions: SessionService;
  readonly oneTimeTokens: OneTimeTokenService;
  readonly passwordService: Pick<PasswordService, 'assertCurrent'>;
  readonly accountLimits: Pick<AccountLimits, 'consume'>;
}

const DUPLICATE_KEY = 11_000;

/** The e-mail of an account: verify, change, undo. */
export function makeAccountEmailService(deps: AccountEmailDeps): AccountEmailService {
  return {
    resend: makeResend(deps),
    requestChange: makeRequestChange(deps),
    verify: makeVerify(deps),
    undoChange: makeUndo(deps),
  };
}

function makeResend({
  outbox,
  oneTimeTokens,
  accountLimits,
}: AccountEmailDeps): AccountEmailService['resend'] {
  return async (actor) => {
    const userId = actor.id;
    const { email, emailVerifiedAt } = await UserModel.findById(toObjectId(userId)).orFail().lean<User>();
    if (email === undefined || emailVerifiedAt) {
      throw new Conflict('auth.nothingToVerify');
    }
    await accountLimits.consume(`verify:${userId}`, linkSends);
    await inTransaction(async (tx) => {
      const tokenId = await oneTimeTokens.issue(tx, { purpose: 'verifyEmail', userId, email });
      await outbox.record(tx, 'email.verificationRequested', { userId, tokenId }, { actor });
    });
  };
}

function makeRequestChange(deps: AccountEmailDeps): AccountEmailService['requestChange'] {
  const { outbox, oneTimeTokens, passwordService, accountLimits } = deps;
  return async (actor, { newEmail, password }) => {
    await passwordService.assertCurrent(actor, password);
    const email = tidyEmail(newEmail);
    await assertFree(keyOfEmail(email));
    const userId = actor.id;
    await accountLimits.consume(`changeEmail:${userId}`, linkSends);
    await inTransaction(async (tx) => {
      await oneTimeTokens.revoke(tx, { userId, purposes: ['changeEmail'] });
      const tokenId = await oneTimeTokens.issue(tx, { purpose: 'changeEmail', userId, email });
      await outbox.record(tx, 'email.changeRequested', { userId, tokenId, to: email }, { actor });
    });
  };
}

/** A courtesy only: the unique index decides when the link is opened. */
async function assertFree(key: string): Promise<void> {
  if (await UserModel.exists({ emailKey: key })) {
    throw new Conflict('user.taken');
  }
}

function makeVerify(deps: AccountEmailDeps): AccountEmailService['verify'] {
  return async (text) => {
    const token = await deps.oneTimeTokens.getLiving(text, ['verifyEmail', 'changeEmail']);
    const act = token.purpose === 'changeEmail' ? moveTo : confirm;
    const userId = await inTransaction(async (tx) => {
      await deps.oneTimeTokens.use(tx, token);
      return act(tx, token, deps);
    }).catch(asTaken);
    return UserModel.findById(toObjectId(userId)).orFail().lean<User>();
  };
}

async function confirm(tx: Tx, token: OneTimeToken, { clock, outbox }: AccountEmailDeps): Promise<Id> {
  const user = await UserModel.findOneAndUpdate(
    { _id: token.userId, email: token.email ?? '' },
    { $set: { emailVerifiedAt: clock.now(), updatedAt: clock.now() } },
    { session: tx, returnDocument: 'after' },
  )
    .orFail(() => new Gone('auth.linkExpired'))
    .lean<User>();
  const userId = idOf(user);
  await outbox.record(tx, 'email.verified', { userId }, { actor: actorOf(user) });
  return userId;
}

/** The old address is told, and may undo it. */
async function moveTo(tx: Tx, token: OneTimeToken, deps: AccountEmailDeps): Promise<Id> {
  const { outbox, oneTimeTokens } = deps;
  if (await oneTimeTokens.isReserved(tx, { emailKey: token.emailKey ?? '', for: idOf(token.userId) })) {
    throw new Conflict('user.taken');
  }
  const before = await setEmail(tx, token, deps);
  const [userId, from, to] = [idOf(before), before.email, token.email ?? ''];
  await oneTimeTokens.revoke(tx, { userId, purposes: ['verifyEmail', 'resetPassword'] });
  if (from !== undefined) {
    const undoTokenId = await oneTimeTokens.issue(tx, { purpose: 'undoEmail', userId, email: from });
    await outbox.record(tx, 'email.changed', { userId, from, to, undoTokenId }, { actor: actorOf(before) });
  }
  return userId;
}

function makeUndo(deps: AccountEmailDeps): AccountEmailService['undoChange'] {
  const { outbox, oneTimeTokens, sessions } = deps;
  return async (text) => {
    const token = await oneTimeTokens.getLiving(text, ['undoEmail']);
    await inTransaction(async (tx) => {
      await oneTimeTokens.use(tx, token);
      const user = await setEmail(tx, token, deps);
      const [userId, actor] = [idOf(user), actorOf(user)];
      await oneTimeTokens.revoke(tx, { userId, purposes: ['verifyEmail', 'changeEmail', 'resetPassword'] });
      // Whoever moved the account twice must not take it away again with the link in the address between.
      await oneTimeTokens.revoke(tx, { userId, purposes: ['undoEmail'], issuedAfter: token.createdAt });
      await sessions.end({ tx, userId, reason: 'emailChangeUndone', by: actor });
      await outbox.record(tx, 'email.changeUndone', { userId }, { actor });
    }).catch(asTaken);
  };
}

/** Gives the account the token's address; returns it as it was before. */
async function setEmail(
  tx: Tx,
  { userId, email = '' }: OneTimeToken,
  { clock }: AccountEmailDeps,
): Promise<User> {
  const now = clock.now();
  return UserModel.findOneAndUpdate(
    { _id: userId },
    { $set: { email, emailKey: keyOfEmail(email), emailVerifiedAt: now, updatedAt: now } },
    { session: tx, returnDocument: 'before' },
  )
    .orFail(() => new Gone('auth.linkExpired'))
    .lean<User>();
}

function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('user.taken', { cause: error });
  }
  throw error;
}
