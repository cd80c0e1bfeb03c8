import { input } from '../utils/input';
import type { PreferenceChannel, QuietTime } from '../utils/preferences';
import { LOCALES, type Locale } from '../utils/types/actor';
import { oneOf } from './common.validator';
import { Joi } from './joi';

export interface UpdatePreferencesBody {
  language?: Locale;
  channels?: Partial<Record<PreferenceChannel, boolean>>;
  quietHours?: QuietTime | null;
}

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const clockTime = (example: string) => Joi.string().pattern(CLOCK_TIME).example(example);

export const getPreferences = input({});

export const updatePreferences = input({
  body: Joi.object<UpdatePreferencesBody, true>({
    language: oneOf(LOCALES),
    channels: Joi.object<Partial<Record<PreferenceChannel, boolean>>, true>({
      push: Joi.boolean().example(true),
      email: Joi.boolean().example(true),
      sms: Joi.boolean().example(false),
    }),
    quietHours: Joi.object<QuietTime, true>({
      from: clockTime('22:00').required(),
      to: clockTime('07:00').required().invalid(Joi.ref('from')),
    }).allow(null),
  }),
});

/** What an answer holds of somebody's preferences. */
export const preferencesAnswer = Joi.object({
  language: oneOf(LOCALES),
  channels: Joi.object({ push: Joi.boolean(), email: Joi.boolean(), sms: Joi.boolean() }),
  quietHours: Joi.object({ from: clockTime('22:00'), to: clockTime('07:00') }).allow(null),
}).meta({ component: 'Preferences' });
