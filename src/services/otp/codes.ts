import { randomInt } from 'node:crypto';
import { OtpModel, type Otp, type OtpChannel, type OtpPurpose } from '../../models/otp.model';
import { after, hours, minutes, type Clock } from '../../utils/clock';
import { TooMany } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { isSameText, keyedDigest, type Keys } from '../../utils/keys';
import { seal, unseal } from '../../utils/seal';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor, Locale } from '../../utils/types/actor';
import type { AccountLimit, AccountLimits } from '../limits/accountLimits';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';

/** What a code is good for: one living code for each of these. */
export const otpKeys = {
  login: (phone: string): string => `login:${phone}`,
  resetPassword: (phone: string): string => `resetPassword:${phone}`,
  /** The phone of an account, the present one or the one that is to take its place. */
  ownPhone: (userId: Id): string => `ownPhone:${userId}`,
  confirmOwner: (userId: Id): string => `confirmOwner:${userId}`,
};

export interface NewCode {
  readonly key: string;
  readonly purpose: OtpPurpose;
  /** E.164. */
  readonly phone: string;
  readonly channel: OtpChannel;
  readonly locale: Locale;
  readonly by: Actor;
}

/** A code that was right, not taken yet. */
export interface RightCode {
  readonly otpId: Id;
  readonly sendId: Id;
  readonly purpose: OtpPurpose;
  readonly phone: string;
}

export interface OtpCodes {
  /** Draws a code in place of the one before and has it sent; tries that were made at a living one stay made. */
  issue(tx: Tx, code: NewCode): Promise<{ readonly length: number; readonly expiresAt: Date }>;
  /** Counts a try, also of several at once, and says whether the code is right: undefined when it is wrong, used, too old or was never there. */
  tryOut(key: string, code: string): Promise<RightCode | undefined>;
  /** Takes a right code; false when somebody else has taken it or another was sent since. */
  take(tx: Tx, code: RightCode): Promise<boolean>;
  /** The code of a sending, as long as it is to be sent. */
  codeOf(otp: Otp): string | undefined;
}

export interface OtpCodesDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly keys: Pick<Keys, 'codeHash' | 'codeSeal'>;
  readonly settings: Pick<SettingService, 'current'>;
  readonly accountLimits: Pick<AccountLimits, 'consume' | 'peek' | 'reset'>;
}

/** Wrong tries for one purpose, however many codes are sent; without it each further code would bring its own. */
const wrongTries: AccountLimit = { tries: 50, windowMs: hours(24), delaysMs: [0] };
const wrongTriesOf = (key: string): string => `otp:wrong:${key}`;

/** Makes the store of codes. What is stored is of no use without the server's keys. */
export const makeOtpCodes = (deps: OtpCodesDeps): OtpCodes => ({
  issue: makeIssue(deps),
  tryOut: makeTryOut(deps),
  async take(tx, { otpId, sendId }) {
    const { modifiedCount } = await OtpModel.updateOne(
      { _id: toObjectId(otpId), sendId: toObjectId(sendId), usedAt: null },
      { $set: { usedAt: deps.clock.now() }, $unset: { sealedCode: 1 } },
      { session: tx },
    );
    return modifiedCount === 1;
  },
  codeOf: ({ sealedCode, sendId }) =>
    sealedCode === undefined
      ? undefined
      : unseal(deps.keys.codeSeal, sealedCode, idOf(sendId)).toString('utf8'),
});

const hashOf = (keys: OtpCodesDeps['keys'], sendId: string, code: string): string =>
  keyedDigest(keys.codeHash, `${sendId}:${code}`);

function makeIssue({ clock, outbox, keys, settings }: OtpCodesDeps): OtpCodes['issue'] {
  return async (tx, { by, ...given }) => {
    const [now, figures, sendId] = [clock.now(), await settings.current(), newId()];
    const length = figures.get('otp.length');
    const code = randomInt(10 ** length)
      .toString()
      .padStart(length, '0');
    const before = await OtpModel.findOne({ key: given.key }).session(tx).lean<Otp>();
    const fields = {
      ...given,
      sendId,
      codeHash: hashOf(keys, idOf(sendId), code),
      sealedCode: seal(keys.codeSeal, Buffer.from(code), idOf(sendId)),
      triesLeft: Math.min(triesLeftOf(before, now) ?? Infinity, figures.get('otp.maxTries')),
      createdAt: now,
      expiresAt: after(now, minutes(figures.get('otp.ttlMinutes'))),
    };
    const otp = await OtpModel.findOneAndUpdate(
      { key: given.key },
      { $set: fields, $unset: { usedAt: 1, delivery: 1 } },
      { session: tx, upsert: true, returnDocument: 'after' },
    )
      .orFail()
      .lean<Otp>();
    await outbox.record(tx, 'otp.issued', { otpId: idOf(otp), sendId: idOf(sendId) }, { actor: by });
    return { length, expiresAt: fields.expiresAt };
  };
}

/** Of a code that is still good; one that is dead leaves nothing behind. */
const triesLeftOf = (otp: Otp | null, now: Date): number | undefined =>
  otp && !otp.usedAt && otp.expiresAt > now && otp.triesLeft > 0 ? otp.triesLeft : undefined;

interface Try {
  readonly wasThere: boolean;
  readonly right?: RightCode;
}

function makeTryOut({ clock, keys, accountLimits }: OtpCodesDeps): OtpCodes['tryOut'] {
  const count = async (tx: Tx, key: string, code: string): Promise<Try> => {
    const otp = await OtpModel.findOneAndUpdate(
      { key, usedAt: null, triesLeft: { $gt: 0 }, expiresAt: { $gt: clock.now() } },
      { $inc: { triesLeft: -1 } },
      { session: tx, returnDocument: 'after' },
    ).lean<Otp>();
    // The same work whether there is a code or not.
    const hash = hashOf(keys, otp ? idOf(otp.sendId) : '', code);
    if (!isSameText(hash, otp?.codeHash ?? '') || !otp) {
      return { wasThere: otp !== null };
    }
    const { purpose, phone } = otp;
    return { wasThere: true, right: { otpId: idOf(otp), sendId: idOf(otp.sendId), purpose, phone } };
  };
  return async (key, code) => {
    await assertMayTry(accountLimits, wrongTriesOf(key));
    const { wasThere, right } = await inTransaction((tx) => count(tx, key, code), { turn: `otp:${key}` });
    if (right) {
      await accountLimits.reset(wrongTriesOf(key));
    } else if (wasThere) {
      await accountLimits.consume(wrongTriesOf(key), wrongTries);
    }
    return right;
  };
}

async function assertMayTry(limits: OtpCodesDeps['accountLimits'], key: string): Promise<void> {
  const { retryAfterSeconds } = await limits.peek(key, wrongTries);
  if (retryAfterSeconds > 0) {
    throw new TooMany('request.tooMany', { retryAfterSeconds });
  }
}
