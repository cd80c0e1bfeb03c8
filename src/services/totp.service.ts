import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { TotpModel, type Totp } from '../models/totp.model';
import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { BadRequest, Conflict, Forbidden } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Keys } from '../utils/keys';
import { isStaff } from '../utils/rights';
import { seal, unseal } from '../utils/seal';
import { otpauthUri, stepOfCode, toBase32 } from '../utils/totp';
import { inTransaction, type Tx } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import { actorOf } from './auth/account';
import type { SecondFactor } from './auth/secondFactor';
import { makeTakeCode, newCodes, TOTP_TRIES, totpTriesOf } from './auth/totpCodes';
import type { AccountLimits } from './limits/accountLimits';
import type { Outbox } from './outbox/outbox.service';
import type { PasswordService } from './password.service';
import type { SessionService } from './session.service';

export interface TotpSetup {
  /** For typing by hand. */
  readonly secret: string;
  /** For a QR code. */
  readonly uri: string;
}

export interface TotpService extends SecondFactor {
  /** A secret for the authenticator app; nothing is asked at the login before `enable`. */
  setUp(actor: UserActor): Promise<TotpSetup>;
  /** Turns the second factor on with the first code; gives the recovery codes, this once. An onboarding login becomes a full one. */
  enable(actor: UserActor, code: string): Promise<string[]>;
  /** Turns it off with the password and a code; where staff must have one, every login of the user ends. */
  disable(actor: UserActor, given: { password: string; code: string }): Promise<void>;
  /** New recovery codes in place of the old ones. */
  renewCodes(actor: UserActor, code: string): Promise<string[]>;
}

export interface TotpDeps {
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'totp' | 'tokenHash'>;
  readonly outbox: Outbox;
  readonly sessions: Pick<SessionService, 'complete' | 'end'>;
  readonly accountLimits: Pick<AccountLimits, 'consume' | 'reset'>;
  readonly assertPassword: PasswordService['assertCurrent'];
  /** Staff must have a second factor. */
  readonly staffNeedsSecondFactor: boolean;
}

const ISSUER = 'Craftworks';
const SECRET_BYTES = 20;
const DUPLICATE_KEY = 11_000;

/** Makes the second factor of staff. No step of it is remembered by an idempotency key: its answers are secrets. */
export function makeTotpService(deps: TotpDeps): TotpService {
  return {
    check: makeCheck(deps),
    setUp: makeSetUp(deps),
    enable: makeEnable(deps),
    disable: makeDisable(deps),
    renewCodes: makeRenewCodes(deps),
  };
}

const find = (userId: Id): Promise<Totp | null> => TotpModel.findById(toObjectId(userId)).lean<Totp>().exec();

async function getEnabled(userId: Id): Promise<Totp> {
  const totp = await find(userId);
  if (!totp?.enabledAt) {
    throw new Conflict('totp.notEnabled');
  }
  return totp;
}

function assertStaff({ roles }: UserActor): void {
  if (!isStaff(roles)) {
    throw new Forbidden('access.forbidden');
  }
}

function makeSetUp({ clock, keys }: TotpDeps): TotpService['setUp'] {
  return async (actor) => {
    assertStaff(actor);
    const secret = randomBytes(SECRET_BYTES);
    const fields = { secret: seal(keys.totp, secret, actor.id), lastStep: 0, recoveryHashes: [] };
    await TotpModel.updateOne(
      { _id: toObjectId(actor.id), enabledAt: null },
      { $set: { ...fields, createdAt: clock.now() } },
      { upsert: true },
    ).catch(asEnabled);
    const text = toBase32(secret);
    const user = await UserModel.findById(toObjectId(actor.id)).lean<User>();
    return { secret: text, uri: otpauthUri(text, user?.email ?? actor.id, ISSUER) };
  };
}

/** The upsert finds no unfinished one, and the unique id shows that there is a finished one. */
function asEnabled(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('totp.alreadyEnabled', { cause: error });
  }
  throw error;
}

function makeEnable(deps: TotpDeps): TotpService['enable'] {
  const { clock, keys, outbox, sessions, accountLimits } = deps;
  return async (actor, code) => {
    assertStaff(actor);
    const totp = await find(actor.id);
    if (!totp || totp.enabledAt) {
      throw new Conflict(totp ? 'totp.alreadyEnabled' : 'totp.notSetUp');
    }
    await accountLimits.consume(totpTriesOf(actor.id), TOTP_TRIES);
    const step = stepOfCode(unseal(keys.totp, totp.secret, actor.id), code, clock.now());
    if (step === undefined) {
      throw new BadRequest('totp.wrongCode');
    }
    const { codes, recoveryHashes } = newCodes(actor.id, keys);
    await alone(async (tx) => {
      const { modifiedCount } = await TotpModel.updateOne(
        { _id: totp._id, enabledAt: null, secret: totp.secret },
        { $set: { enabledAt: clock.now(), lastStep: step, recoveryHashes } },
        { session: tx },
      );
      if (modifiedCount === 0) {
        throw new Conflict('totp.alreadyEnabled');
      }
      await sessions.complete(tx, actor.sessionId);
      await outbox.record(tx, 'totp.enabled', { userId: actor.id }, { actor });
    });
    await accountLimits.reset(totpTriesOf(actor.id));
    return codes;
  };
}

function makeDisable(deps: TotpDeps): TotpService['disable'] {
  const { outbox, sessions, assertPassword, staffNeedsSecondFactor } = deps;
  const take = makeTakeCode(deps);
  return async (actor, { password, code }) => {
    assertStaff(actor);
    const totp = await getEnabled(actor.id);
    await assertPassword(actor, password);
    await assertTaken(take(totp, code, actor));
    await alone(async (tx) => {
      const { deletedCount } = await TotpModel.deleteOne(
        { _id: totp._id, secret: totp.secret },
        { session: tx },
      );
      if (deletedCount === 0) {
        throw new Conflict('totp.notEnabled');
      }
      if (staffNeedsSecondFactor) {
        await sessions.end({ tx, userId: actor.id, reason: 'totpReset', by: actor });
      }
      await outbox.record(tx, 'totp.disabled', { userId: actor.id }, { actor });
    });
  };
}

function makeRenewCodes(deps: TotpDeps): TotpService['renewCodes'] {
  const { keys, outbox } = deps;
  const take = makeTakeCode(deps);
  return async (actor, code) => {
    assertStaff(actor);
    const totp = await getEnabled(actor.id);
    await assertTaken(take(totp, code, actor));
    const { codes, recoveryHashes } = newCodes(actor.id, keys);
    await alone(async (tx) => {
      const { modifiedCount } = await TotpModel.updateOne(
        { _id: totp._id, secret: totp.secret },
        { $set: { recoveryHashes } },
        { session: tx },
      );
      if (modifiedCount === 0) {
        throw new Conflict('totp.notEnabled');
      }
      await outbox.record(tx, 'totp.codesRenewed', { userId: actor.id }, { actor });
    });
    return codes;
  };
}

function makeCheck(deps: TotpDeps): SecondFactor['check'] {
  const take = makeTakeCode(deps);
  return async (user: User, code) => {
    const totp = await find(idOf(user));
    if (!totp?.enabledAt) {
      return 'absent';
    }
    if (code === undefined) {
      return 'missing';
    }
    return (await take(totp, code, actorOf(user))) ? 'right' : 'wrong';
  };
}

async function assertTaken(taking: Promise<boolean>): Promise<void> {
  if (!(await taking)) {
    throw new BadRequest('totp.wrongCode');
  }
}

/** A transaction whose result an idempotency key does not keep. */
const alone = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(work, { remember: false });
