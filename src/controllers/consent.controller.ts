import type { Response } from 'express';
import type { ConsentService } from '../services/consent.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/consent.validator';
import { presentConsent } from './presenters/consent.presenter';

export interface ConsentControllerDeps {
  readonly consents: ConsentService;
}

/** What one agreed to. */
export const makeConsentController = ({ consents }: ConsentControllerDeps) => ({
  async list(req: Req<typeof schema.listConsents>, res: Response): Promise<void> {
    ok(res, (await consents.listOwn(req.actor)).map(presentConsent));
  },

  async change(req: Req<typeof schema.changeConsents>, res: Response): Promise<void> {
    const states = await consents.change(req.actor, { wishes: req.input.body, locale: req.locale });
    ok(res, states.map(presentConsent), { message: t(req.locale, 'message.consentsSaved') });
  },
});
