import type { Response } from 'express';
import type { TotpService } from '../services/totp.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/totp.validator';
import { presentCodes, presentSetup } from './presenters/totp.presenter';

export interface TotpControllerDeps {
  readonly totp: TotpService;
}

/** The second factor of staff. */
export const makeTotpController = ({ totp }: TotpControllerDeps) => ({
  async setUp(req: Req<typeof schema.setUp>, res: Response): Promise<void> {
    ok(res, presentSetup(await totp.setUp(req.actor)));
  },

  async enable(req: Req<typeof schema.enable>, res: Response): Promise<void> {
    const codes = await totp.enable(req.actor, req.input.body.code);
    ok(res, presentCodes(codes), { message: t(req.locale, 'message.totpEnabled') });
  },

  async disable(req: Req<typeof schema.disable>, res: Response): Promise<void> {
    await totp.disable(req.actor, req.input.body);
    ok(res, {}, { message: t(req.locale, 'message.totpDisabled') });
  },

  async renewCodes(req: Req<typeof schema.renewCodes>, res: Response): Promise<void> {
    ok(res, presentCodes(await totp.renewCodes(req.actor, req.input.body.code)));
  },
});
