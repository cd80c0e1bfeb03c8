import type { Response } from 'express';
import type { findPeople } from '../services/person.service';
import type { SettingService } from '../services/setting.service';
import type { SettingEdit } from '../services/settings/change';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list, ok } from '../utils/respond';
import type * as schema from '../validators/setting.validator';
import { presentSettings, presentVersion } from './presenters/setting.presenter';

export interface SettingControllerDeps {
  readonly settings: SettingService;
  readonly findPeople: typeof findPeople;
}

/** The figures of the business. */
export const makeSettingController = ({ settings, findPeople: find }: SettingControllerDeps) => ({
  async read(_req: Req<typeof schema.read>, res: Response): Promise<void> {
    ok(res, presentSettings(await settings.overview()));
  },

  async change(req: Req<typeof schema.change>, res: Response): Promise<void> {
    const { edits, reason, basis } = req.input.body;
    await settings.change(req.actor, { edits: edits.map(editOf), reason, basis });
    const overview = await settings.overview();
    ok(res, presentSettings(overview), { message: t(req.locale, 'message.settingsSaved') });
  },

  async history(req: Req<typeof schema.history>, res: Response): Promise<void> {
    const versions = await settings.history(req.input.query);
    const people = await find(versions.items.map(({ by }) => by.id));
    list(
      res,
      mapPage(versions, (version) => presentVersion(version, people)),
    );
  },
});

type EditBody = Parameters<
  ReturnType<typeof makeSettingController>['change']
>[0]['input']['body']['edits'][number];

const editOf = ({ key, scope, value, reset }: EditBody): SettingEdit =>
  reset ? { key, scope, reset } : { key, scope, value };
