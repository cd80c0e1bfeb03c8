import Joi from 'joi';
import { setting } from './setting';

/** The oldest version of each app that may talk to this server. */
export interface MinAppVersions {
  readonly client: { readonly android: string; readonly ios: string };
  readonly craftsman: { readonly android: string; readonly ios: string };
}

/** What people are told while the server is being worked on. */
export interface MaintenanceNote {
  readonly en: string;
  readonly ar: string;
}

const version = Joi.string()
  .pattern(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'a version such as 1.4.0')
  .required();
const platforms = Joi.object({ android: version, ios: version }).required();
const FIRST = { android: '1.0.0', ios: '1.0.0' };

/** What the apps ask for when they start. */
export const appSettings = {
  'app.minVersions': setting<MinAppVersions>(
    { client: FIRST, craftsman: FIRST },
    Joi.object({ client: platforms, craftsman: platforms }),
    'Older apps ask their user to update.',
  ),
  'app.maintenance': setting<boolean>(
    false,
    Joi.boolean(),
    'Apps show the maintenance note and send no changes.',
  ),
  'app.maintenanceNote': setting<MaintenanceNote>(
    {
      en: 'We are improving Craftworks. Please come back in a little while.',
      ar: 'نعمل على تحسين كرافت ووركس. يُرجى العودة بعد قليل.',
    },
    Joi.object({ en: Joi.string().max(500).required(), ar: Joi.string().max(500).required() }),
    'What people read while maintenance is on.',
  ),
};
