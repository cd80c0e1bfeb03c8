import type { Request, Response } from 'express';
import type { AccountPhoneService } from '../services/accountPhone.service';
import type { CompleteSignUp } from '../services/acts/complete-sign-up';
import type { SignInByPhone } from '../services/acts/sign-in-by-phone';
import type { OtpService } from '../services/otp.service';
import type { DeviceFacts } from '../utils/device';
import { t } from '../utils/i18n';
import type { OpenReq, Req } from '../utils/input';
import { namesIn } from '../utils/names';
import { ok } from '../utils/respond';
import type * as schema from '../validators/otp.validator';
import { presentAppSignedIn, presentSentCode } from './presenters/otp.presenter';
import { presentOwnAccount } from './presenters/user.presenter';

export interface OtpControllerDeps {
  readonly otps: OtpService;
  readonly signInByPhone: SignInByPhone;
  readonly completeSignUp: CompleteSignUp;
  readonly accountPhones: AccountPhoneService;
}

const deviceOf = (req: Request): DeviceFacts => ({ userAgent: req.headers['user-agent'], ip: req.ip });

/** Codes to phones, and what they open. */
export const makeOtpController = (deps: OtpControllerDeps) => ({
  async send(req: OpenReq<typeof schema.sendOtp>, res: Response): Promise<void> {
    const { actor, locale, ip } = req;
    const sent = await deps.otps.send({ ...req.input.body, actor, locale, ip });
    ok(res, presentSentCode(sent), { message: t(locale, 'message.codeSent') });
  },

  async resend(req: OpenReq<typeof schema.sendOtp>, res: Response): Promise<void> {
    const { actor, locale, ip } = req;
    const sent = await deps.otps.resend({ ...req.input.body, actor, locale, ip });
    ok(res, presentSentCode(sent), { message: t(locale, 'message.codeSent') });
  },

  async signIn(req: OpenReq<typeof schema.verifyOtp>, res: Response): Promise<void> {
    const { phone, otp: code, role, newAccount: wantsNewAccount, totp, ...names } = req.input.body;
    const given = { phone, code, role, wantsNewAccount, totp, ...namesIn(names) };
    const signedIn = await deps.signInByPhone({ ...given, locale: req.locale, device: deviceOf(req) });
    ok(res, presentAppSignedIn(signedIn));
  },

  async completeSignUp(req: Req<typeof schema.completeSignUp>, res: Response): Promise<void> {
    const { role, ...names } = req.input.body;
    const user = await deps.completeSignUp(req.actor, { role, ...namesIn(names) });
    ok(res, { user: presentOwnAccount(user) }, { message: t(req.locale, 'message.signUpCompleted') });
  },

  async verifyPhone(req: Req<typeof schema.verifyPhone>, res: Response): Promise<void> {
    const { phone } = await deps.accountPhones.verify(req.actor, req.input.body.otp);
    ok(res, { phone, isPhoneVerified: true }, { message: t(req.locale, 'message.phoneVerified') });
  },

  async changePhone(req: Req<typeof schema.changePhone>, res: Response): Promise<void> {
    const { newPhone, password, otp: code } = req.input.body;
    const { locale, ip } = req;
    const sent = await deps.accountPhones.requestChange(req.actor, { newPhone, password, code, locale, ip });
    ok(res, presentSentCode(sent), { message: t(locale, 'message.phoneChangeCodeSent') });
  },
});
