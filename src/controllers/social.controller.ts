import type { Request, Response } from 'express';
import type { LinkSocial } from '../services/acts/link-social';
import type { SignInSocially } from '../services/acts/sign-in-socially';
import type { DeviceFacts } from '../utils/device';
import { t } from '../utils/i18n';
import type { OpenReq, Req } from '../utils/input';
import { namesIn } from '../utils/names';
import { ok } from '../utils/respond';
import type * as schema from '../validators/social.validator';
import { presentAppSignedIn } from './presenters/otp.presenter';

export interface SocialControllerDeps {
  readonly signInSocially: SignInSocially;
  readonly linkSocial: LinkSocial;
}

const deviceOf = (req: Request): DeviceFacts => ({ userAgent: req.headers['user-agent'], ip: req.ip });

/** The logins of Google, Apple and Facebook. */
export const makeSocialController = ({ signInSocially, linkSocial }: SocialControllerDeps) => ({
  async signIn(req: OpenReq<typeof schema.signIn>, res: Response): Promise<void> {
    const { idToken, role, totp, ...names } = req.input.body;
    const given = { idToken, role, totp, ...namesIn(names) };
    const signedIn = await signInSocially({ ...given, locale: req.locale, device: deviceOf(req) });
    ok(res, presentAppSignedIn(signedIn));
  },

  async link(req: Req<typeof schema.link>, res: Response): Promise<void> {
    const provider = await linkSocial(req.actor, req.input.body.idToken);
    ok(res, { provider }, { message: t(req.locale, 'message.socialLinked') });
  },
});
