import type { Request, Response } from 'express';
import type { RegisterUser } from '../services/acts/register-user';
import type { AccountEmailService } from '../services/accountEmail.service';
import type { UndoChange } from '../services/auth/undoing';
import type { AuthService } from '../services/auth.service';
import type { PhonePasswords } from '../services/passwords/byPhone';
import type { PasswordService } from '../services/password.service';
import type { SessionService } from '../services/session.service';
import type { DeviceFacts } from '../utils/device';
import { t } from '../utils/i18n';
import type { OpenReq, Req } from '../utils/input';
import { splitName } from '../utils/names';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/auth.validator';
import { presentSession, presentSignedIn } from './presenters/auth.presenter';

export interface AuthControllerDeps {
  readonly auth: AuthService;
  readonly registerUser: RegisterUser;
  readonly sessions: SessionService;
  readonly passwordService: PasswordService;
  readonly accountEmails: AccountEmailService;
  readonly phonePasswords: PhonePasswords;
  readonly undoChange: UndoChange;
}

const deviceOf = (req: Request): DeviceFacts => ({ userAgent: req.headers['user-agent'], ip: req.ip });

/** Coming in, staying in and going out. */
export const makeAuthController = ({ auth, registerUser, sessions }: AuthControllerDeps) => ({
  async register(req: OpenReq<typeof schema.register>, res: Response): Promise<void> {
    const { email, password, role, phone, consents, ...named } = req.input.body;
    const { firstName, lastName, fullName = '' } = named;
    const name = firstName === undefined ? splitName(fullName) : { firstName, lastName };
    const given = { email, password, role, phone, consents, ...name };
    const signedIn = await registerUser({ ...given, locale: req.locale, device: deviceOf(req) });
    created(res, presentSignedIn(signedIn));
  },

  async login(req: OpenReq<typeof schema.login>, res: Response): Promise<void> {
    const { loginIdentifier, email, phone, password, type, totp } = req.input.body;
    const identifier = loginIdentifier ?? email ?? phone ?? '';
    const app = type === 'admins' || type === 'internal' ? 'admins' : 'clients';
    const signedIn = await auth.login({ identifier, password, type: app, totp, device: deviceOf(req) });
    ok(res, presentSignedIn(signedIn));
  },

  async refresh(req: OpenReq<typeof schema.refresh>, res: Response): Promise<void> {
    ok(res, presentSignedIn(await auth.refresh(req.input.body.refreshToken)));
  },

  async logout(req: Req<typeof schema.nothing>, res: Response): Promise<void> {
    const endedSessions = await auth.logout(req.actor);
    ok(res, { endedSessions }, { message: t(req.locale, 'message.signedOut') });
  },

  async logoutAll(req: Req<typeof schema.nothing>, res: Response): Promise<void> {
    const endedSessions = await auth.logoutAll(req.actor);
    ok(res, { endedSessions }, { message: t(req.locale, 'message.signedOut') });
  },

  async listSessions(req: Req<typeof schema.nothing>, res: Response): Promise<void> {
    const living = await sessions.listOwn(req.actor);
    const items = living.map((session) => presentSession(session, req.actor.sessionId));
    const counts = { totalItems: items.length, totalIsCapped: false, hasNextPage: false };
    list(res, { items, page: 1, limit: Math.max(1, items.length), ...counts });
  },

  async endSession(req: Req<typeof schema.session>, res: Response): Promise<void> {
    await sessions.endOwn(req.actor, req.input.params.id);
    ok(res, { endedSessions: 1 }, { message: t(req.locale, 'message.signedOut') });
  },
});

/** Passwords and the e-mail of an account. */
export const makeCredentialController = ({
  passwordService,
  accountEmails,
  phonePasswords,
  undoChange,
}: AuthControllerDeps) => ({
  async forgotPassword(req: OpenReq<typeof schema.forgotPassword>, res: Response): Promise<void> {
    const { email, phone } = req.input.body;
    const { locale, ip } = req;
    if (phone !== undefined) {
      await phonePasswords.forget({ phone, locale, ip });
      ok(res, {}, { message: t(locale, 'message.codeSentIfKnown') });
      return;
    }
    await passwordService.forget(email ?? '');
    ok(res, {}, { message: t(locale, 'message.linkSentIfKnown') });
  },

  async resetPassword(req: OpenReq<typeof schema.resetPassword>, res: Response): Promise<void> {
    const { token = '', phone, otp: code = '', newPassword } = req.input.body;
    await (phone === undefined
      ? passwordService.reset({ token, newPassword })
      : phonePasswords.reset({ phone, code, newPassword }));
    ok(res, {}, { message: t(req.locale, 'message.passwordReset') });
  },

  async changePassword(req: Req<typeof schema.changePassword>, res: Response): Promise<void> {
    await passwordService.change(req.actor, req.input.body);
    ok(res, {}, { message: t(req.locale, 'message.passwordChanged') });
  },

  async verifyEmail(req: OpenReq<typeof schema.link>, res: Response): Promise<void> {
    const { email = '' } = await accountEmails.verify(req.input.body.token);
    ok(res, { email, isEmailVerified: true }, { message: t(req.locale, 'message.emailVerified') });
  },

  async resendVerification(req: Req<typeof schema.nothing>, res: Response): Promise<void> {
    await accountEmails.resend(req.actor);
    ok(res, {}, { message: t(req.locale, 'message.linkSent') });
  },

  async changeEmail(req: Req<typeof schema.changeEmail>, res: Response): Promise<void> {
    await accountEmails.requestChange(req.actor, req.input.body);
    ok(res, {}, { message: t(req.locale, 'message.changeLinkSent') });
  },

  async undoChange(req: OpenReq<typeof schema.link>, res: Response): Promise<void> {
    await undoChange(req.input.body.token);
    ok(res, {}, { message: t(req.locale, 'message.emailChangeUndone') });
  },
});
