import type { Response } from 'express';
import type { PreferenceService } from '../services/preference.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/preference.validator';
import { presentPreferences } from './presenters/preference.presenter';

export interface PreferenceControllerDeps {
  readonly preferences: PreferenceService;
}

/** One's own preferences. */
export const makePreferenceController = ({ preferences }: PreferenceControllerDeps) => ({
  async getPreferences(req: Req<typeof schema.getPreferences>, res: Response): Promise<void> {
    ok(res, presentPreferences(await preferences.get(req.actor)));
  },

  async updatePreferences(req: Req<typeof schema.updatePreferences>, res: Response): Promise<void> {
    const holder = await preferences.update(req.actor, req.input.body);
    ok(res, presentPreferences(holder), { message: t(holder.locale, 'message.preferencesSaved') });
  },
});
