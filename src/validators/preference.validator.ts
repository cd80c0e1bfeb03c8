import { input } from '../utils/input';
import {
  EVENT_GROUPS,
  waysOf,
  type EventGroup,
  type GroupWishes,
  type PreferenceChannel,
  type QuietTime,
  type WishedWay,
} from '../utils/preferences';
import { LOCALES, type Locale } from '../utils/types/actor';
import { oneOf } from './common.validator';
import { Joi } from './joi';

export interface UpdatePreferencesBody {
  language?: Locale;
  channels?: Partial<Record<PreferenceChannel, boolean>>;
  events?: GroupWishes;
  quietHours?: QuietTime | null;
}

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const clockTime = (example: string) => Joi.string().pattern(CLOCK_TIME).example(example);

/** The ways of one kind of notices. */
const ways = (group: EventGroup) =>
  Joi.object<Partial<Record<WishedWay, boolean>>>(
    Object.fromEntries(waysOf(group).map((way) => [way, Joi.boolean().example(way === 'push')])),
  );
/** Kinds of notices, each with a choice for each way; security has none. */
const groups = () =>
  Joi.object<GroupWishes>(Object.fromEntries(EVENT_GROUPS.map((group) => [group, ways(group)])));

export const getPreferences = input({});

export const updatePreferences = input({
  body: Joi.object<UpdatePreferencesBody, true>({
    language: oneOf(LOCALES),
    channels: Joi.object<Partial<Record<PreferenceChannel, boolean>>, true>({
      push: Joi.boolean().example(true),
      email: Joi.boolean().example(true),
      sms: Joi.boolean().example(false),
    }),
    events: groups(),
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
  events: groups(),
  quietHours: Joi.object({ from: clockTime('22:00'), to: clockTime('07:00') }).allow(null),
}).meta({ component: 'Preferences' });
