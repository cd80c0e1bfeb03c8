import { mongo, type QueryFilter } from 'mongoose';
import type { OneTimeToken } from '../models/oneTimeToken.model';
import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { BadRequest, Conflict } from '../utils/errors';
import { idOf, toObjectId } from '../utils/ids';
import { inTransaction, type Tx } from '../utils/transaction';
import type { Locale, UserActor } from '../utils/types/actor';
import { actorOf } from './auth/account';
import { linkSends } from './auth/limits';
import type { AccountLimits } from './limits/accountLimits';
import type { OneTimeTokenService } from './oneTimeToken.service';
import type { OtpService, SentCode } from './otp.service';
import { claimPhone, type ClaimDeps } from './otp/claiming';
import { otpKeys, type OtpCodes, type RightCode } from './otp/codes';
import type { PasswordService } from './password.service';
import type { SessionService } from './session.service';

export interface PhoneChange {
  /** E.164. */
  readonly newPhone: string;
  /** One of the two shows that it is the owner who asks. */
  readonly password?: string | undefined;
  /** Of a code that was sent to the present phone. */
  readonly code?: string | undefined;
  readonly locale: Locale;
  readonly ip: string | undefined;
}

export interface AccountPhoneService {
  /** Takes the code that was sent to the account’s phone, its first one or the one that is to take its place. */
  verify(actor: UserActor, code: string): Promise<User>;
  /** Sends a code to the phone that shall become the account’s; nothing changes before it is shown. */
  requestChange(actor: UserActor, change: PhoneChange): Promise<SentCode>;
  /** The holder of the old phone takes the account back to it; every session ends. */
  undoChange(token: OneTimeToken): Promise<void>;
}

export interface AccountPhoneDeps extends ClaimDeps {
  readonly clock: Clock;
  readonly sessions: Pick<SessionService, 'end'>;
  readonly oneTimeTokens: OneTimeTokenService;
  readonly passwordService: Pick<PasswordService, 'assertCurrent'>;
  readonly accountLimits: Pick<AccountLimits, 'consume'>;
  readonly codes: Pick<OtpCodes, 'tryOut' | 'take'>;
  readonly otps: Pick<OtpService, 'ask'>;
}

const DUPLICATE_KEY = 11_000;

/** The phone of an account: verify, change, undo. */
export const makeAccountPhoneService = (deps: AccountPhoneDeps): AccountPhoneService => ({
  verify: makeVerify(deps),
  requestChange: makeRequestChange(deps),
  undoChange: makeUndo(deps),
});

function makeVerify(deps: AccountPhoneDeps): AccountPhoneService['verify'] {
  return async (actor, given) => {
    const code = await deps.codes.tryOut(otpKeys.ownPhone(actor.id), given);
    if (!code) {
      throw new BadRequest('otp.wrong');
    }
    const act = code.purpose === 'changePhone' ? moveTo : confirm;
    await inTransaction(async (tx) => {
      await takeCode(tx, code, deps);
      await claimPhone(tx, { phone: code.phone, userId: actor.id }, deps);
      await act(tx, actor, { code, deps });
    }).catch(asTaken);
    return UserModel.findById(toObjectId(actor.id)).orFail().lean<User>();
  };
}

async function takeCode(tx: Tx, code: RightCode, { codes }: AccountPhoneDeps): Promise<void> {
  if (!(await codes.take(tx, code))) {
    throw new BadRequest('otp.wrong');
  }
}

interface Shown {
  readonly code: RightCode;
  readonly deps: AccountPhoneDeps;
}

async function confirm(tx: Tx, actor: UserActor, { code, deps }: Shown): Promise<void> {
  // Another one may have been written into the profile since.
  const present = { _id: toObjectId(actor.id), phoneVerifiedAt: null, phone: { $in: [code.phone, null] } };
  await setPhone(tx, { where: present, phone: code.phone }, deps);
  await deps.outbox.record(tx, 'phone.verified', { userId: actor.id }, { actor });
}

/** The old phone is told, and may undo it. */
async function moveTo(tx: Tx, actor: UserActor, { code: { phone }, deps }: Shown): Promise<void> {
  const userId = actor.id;
  const before = await setPhone(tx, { where: { _id: toObjectId(userId) }, phone }, deps);
  // Only a phone that was his may take the account back.
  const from = before.phoneVerifiedAt ? before.phone : undefined;
  const undoTokenId =
    from === undefined
      ? undefined
      : await deps.oneTimeTokens.issue(tx, { purpose: 'undoPhone', userId, phone: from });
  const undo = from !== undefined && undoTokenId !== undefined && { from, undoTokenId };
  await deps.outbox.record(tx, 'phone.changed', { userId, to: phone, ...undo }, { actor });
}

interface NewPhone {
  readonly where: QueryFilter<User>;
  readonly phone: string;
}

/** Gives the account a phone that was shown to be in its owner’s hand; returns it as it was before. */
async function setPhone(tx: Tx, { where, phone }: NewPhone, { clock }: AccountPhoneDeps): Promise<User> {
  const now = clock.now();
  return UserModel.findOneAndUpdate(
    where,
    { $set: { phone, phoneVerifiedAt: now, updatedAt: now } },
    { session: tx, returnDocument: 'before' },
  )
    .orFail(() => new Conflict('otp.phoneVerified'))
    .lean<User>();
}

function makeRequestChange(deps: AccountPhoneDeps): AccountPhoneService['requestChange'] {
  const { outbox, otps, accountLimits } = deps;
  return async (actor, { newPhone, locale, ip, ...proof }) => {
    await assertOwner(actor, proof, deps);
    await assertFree(newPhone);
    await accountLimits.consume(`changePhone:${actor.id}`, linkSends);
    const key = otpKeys.ownPhone(actor.id);
    const sent = await otps.ask({ key, purpose: 'changePhone', phone: newPhone, actor, locale, ip });
    await inTransaction((tx) =>
      outbox.record(tx, 'phone.changeRequested', { userId: actor.id, to: newPhone }, { actor }),
    );
    return sent;
  };
}

/** Throws BadRequest unless the password or the code of the present phone is right; the code is used up. */
async function assertOwner(
  actor: UserActor,
  { password, code }: Pick<PhoneChange, 'password' | 'code'>,
  deps: AccountPhoneDeps,
): Promise<void> {
  if (password !== undefined) {
    await deps.passwordService.assertCurrent(actor, password);
    return;
  }
  if (code === undefined) {
    throw new BadRequest('otp.proofMissing');
  }
  const right = await deps.codes.tryOut(otpKeys.confirmOwner(actor.id), code);
  if (!right) {
    throw new BadRequest('otp.wrong');
  }
  await inTransaction((tx) => takeCode(tx, right, deps));
}

/** A courtesy only: the unique index decides when the code is shown. */
async function assertFree(phone: string): Promise<void> {
  const holder = await UserModel.findOne({ phone }, { phoneVerifiedAt: 1 }).lean<User>();
  if (holder?.phoneVerifiedAt) {
    throw new Conflict('user.taken');
  }
}

function makeUndo(deps: AccountPhoneDeps): AccountPhoneService['undoChange'] {
  const { outbox, oneTimeTokens, sessions } = deps;
  return async (token) => {
    const { phone = '' } = token;
    await inTransaction(async (tx) => {
      await oneTimeTokens.use(tx, token);
      await claimPhone(tx, { phone, userId: idOf(token.userId) }, deps);
      const user = await setPhone(tx, { where: { _id: token.userId }, phone }, deps);
      const [userId, actor] = [idOf(user), actorOf(user)];
      // Whoever moved the account twice must not take it away again with the link in the phone between.
      await oneTimeTokens.revoke(tx, { userId, purposes: ['undoPhone'], issuedAfter: token.createdAt });
      await sessions.end({ tx, userId, reason: 'phoneChangeUndone', by: actor });
      await outbox.record(tx, 'phone.changeUndone', { userId }, { actor });
    }).catch(asTaken);
  };
}

function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('user.taken', { cause: error });
  }
  throw error;
}
