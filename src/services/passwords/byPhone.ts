import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { BadRequest, Unavailable } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor, type Locale } from '../../utils/types/actor';
import { actorOf } from '../auth/account';
import type { AccountLimits } from '../limits/accountLimits';
import type { Outbox } from '../outbox/outbox.service';
import { otpKeys, type OtpCodes } from '../otp/codes';
import type { OtpSendLimits } from '../otp/sendLimits';
import type { SmsProvider } from '../providers/sms/provider';
import type { SessionService } from '../session.service';
import type { PasswordHasher } from './passwordHasher';
import { assertGoodPassword } from './passwordRules';

export interface PhonePasswords {
  /** Notes that a code was asked for; says and does the same whether there is such an account or not. */
  forget(given: { phone: string; locale: Locale; ip: string | undefined }): Promise<void>;
  /** Sends the code that was asked for, if the account is known by its phone alone. Runs behind the outbox. */
  sendCode(given: { phone: string; locale: Locale }): Promise<void>;
  /** Sets the password of whoever shows the code; every session ends. */
  reset(given: { phone: string; code: string; newPassword: string }): Promise<void>;
}

export interface PhonePasswordsDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sessions: Pick<SessionService, 'end'>;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly accountLimits: Pick<AccountLimits, 'reset'>;
  readonly codes: Pick<OtpCodes, 'issue' | 'tryOut' | 'take'>;
  readonly sendLimits: OtpSendLimits;
  readonly sms: Pick<SmsProvider, 'channels'>;
}

/** An account that no mail can reach: who has an e-mail gets a link there. */
const phoneOnly = (phone: string) => ({ phone, phoneVerifiedAt: { $ne: null }, emailKey: null }) as const;

/** Makes what a phone can do for a forgotten password. */
export const makePhonePasswords = (deps: PhonePasswordsDeps): PhonePasswords => ({
  forget: makeForget(deps),
  sendCode: makeSendCode(deps),
  reset: makeReset(deps),
});

function makeForget({ outbox, sendLimits, sms }: PhonePasswordsDeps): PhonePasswords['forget'] {
  return async ({ phone, locale, ip }) => {
    if (sms.channels.length === 0) {
      throw new Unavailable('otp.unavailable');
    }
    await sendLimits.consume(phone, ip);
    await inTransaction((tx) =>
      outbox.record(tx, 'password.forgottenByPhone', { phone, locale }, { actor: systemActor }),
    );
  };
}

function makeSendCode({ codes, sms }: PhonePasswordsDeps): PhonePasswords['sendCode'] {
  return async ({ phone, locale }) => {
    const [channel] = sms.channels;
    if (channel !== undefined && (await UserModel.exists(phoneOnly(phone)))) {
      const code = { key: otpKeys.resetPassword(phone), purpose: 'resetPassword', phone, locale } as const;
      await inTransaction((tx) => codes.issue(tx, { ...code, channel, by: systemActor }));
    }
  };
}

function makeReset(deps: PhonePasswordsDeps): PhonePasswords['reset'] {
  const { clock, codes, outbox, sessions } = deps;
  return async ({ phone, code, newPassword }) => {
    assertGoodPassword(newPassword, {});
    const right = await codes.tryOut(otpKeys.resetPassword(phone), code);
    const owner = right && (await UserModel.findOne(phoneOnly(phone)).lean<User>());
    if (!right || !owner) {
      throw new BadRequest('otp.wrong');
    }
    assertGoodPassword(newPassword, owner);
    const passwordHash = await deps.passwords.hash(newPassword);
    const userId = idOf(owner);
    await inTransaction(async (tx) => {
      const now = clock.now();
      if (!(await codes.take(tx, right))) {
        throw new BadRequest('otp.wrong');
      }
      await UserModel.findOneAndUpdate(
        { ...phoneOnly(phone), _id: owner._id },
        { $set: { passwordHash, passwordChangedAt: now, updatedAt: now } },
        { session: tx },
      ).orFail(() => new BadRequest('otp.wrong'));
      const actor = actorOf(owner);
      await sessions.end({ tx, userId, reason: 'passwordReset', by: actor });
      await outbox.record(tx, 'password.changed', { userId, how: 'reset' }, { actor });
    });
    await deps.accountLimits.reset(`login:${phone}`);
  };
}
