import { TotpModel, type Totp } from '../../models/totp.model';
import { hours, minutes, seconds, type Clock } from '../../utils/clock';
import { idOf, type Id } from '../../utils/ids';
import type { Keys } from '../../utils/keys';
import { unseal } from '../../utils/seal';
import { stepOfCode } from '../../utils/totp';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { AccountLimit, AccountLimits } from '../limits/accountLimits';
import type { Outbox } from '../outbox/outbox.service';
import { newRecoveryCodes, recoveryHash } from './recoveryCodes';

/** Five tries, then the waiting grows. */
export const TOTP_TRIES: AccountLimit = {
  tries: 20,
  windowMs: hours(24),
  delaysMs: [0, 0, 0, 0, seconds(30), minutes(1), minutes(2), minutes(5), minutes(15), minutes(30)],
};

export const totpTriesOf = (userId: Id): string => `totp:${userId}`;

export interface TakeCodeDeps {
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'totp' | 'tokenHash'>;
  readonly outbox: Outbox;
  readonly accountLimits: Pick<AccountLimits, 'consume' | 'reset'>;
}

/** Fresh recovery codes, and what is stored of them. */
export function newCodes(
  userId: Id,
  { tokenHash }: Pick<Keys, 'tokenHash'>,
): { readonly codes: string[]; readonly recoveryHashes: string[] } {
  const codes = newRecoveryCodes();
  return { codes, recoveryHashes: codes.map((code) => recoveryHash(tokenHash, userId, code)) };
}

export type TakeCode = (totp: Totp, code: string, actor: UserActor) => Promise<boolean>;

/** Takes a code of the app or a recovery code: one conditional write, so that none is good twice, also of two at once. */
export function makeTakeCode(deps: TakeCodeDeps): TakeCode {
  const { accountLimits } = deps;
  return async (totp, code, actor) => {
    const tries = totpTriesOf(idOf(totp));
    await accountLimits.consume(tries, TOTP_TRIES);
    const take = /^\d{6}$/.test(code) ? takeStep : takeRecoveryCode;
    const isTaken = await take(totp, { code, actor }, deps);
    if (isTaken) {
      await accountLimits.reset(tries);
    }
    return isTaken;
  };
}

interface Given {
  readonly code: string;
  readonly actor: UserActor;
}

async function takeStep(
  { _id, secret }: Totp,
  { code }: Given,
  { clock, keys }: TakeCodeDeps,
): Promise<boolean> {
  const step = stepOfCode(unseal(keys.totp, secret, idOf(_id)), code, clock.now());
  if (step === undefined) {
    return false;
  }
  const { modifiedCount } = await TotpModel.updateOne(
    { _id, secret, enabledAt: { $ne: null }, lastStep: { $lt: step } },
    { $set: { lastStep: step } },
  );
  return modifiedCount === 1;
}

async function takeRecoveryCode(
  { _id }: Totp,
  { code, actor }: Given,
  { keys, outbox }: TakeCodeDeps,
): Promise<boolean> {
  const userId = idOf(_id);
  const hash = recoveryHash(keys.tokenHash, userId, code);
  return inTransaction(
    async (tx) => {
      const left = await TotpModel.findOneAndUpdate(
        { _id, enabledAt: { $ne: null }, recoveryHashes: hash },
        { $pull: { recoveryHashes: hash } },
        { session: tx, returnDocument: 'after' },
      ).lean<Totp>();
      if (left) {
        await outbox.record(tx, 'totp.codeUsed', { userId, left: left.recoveryHashes.length }, { actor });
      }
      return left !== null;
    },
    { remember: false },
  );
}
