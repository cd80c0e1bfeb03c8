import type { User } from '../../models/user.model';
import { fullPreferences } from '../../utils/preferences';

/** Somebody's preferences, with the defaults of what he never chose. */
export function presentPreferences({ locale, preferences }: Pick<User, 'locale' | 'preferences'>) {
  const { channels, events, quietHours } = fullPreferences(preferences);
  return {
    language: locale,
    channels,
    events,
    quietHours: quietHours ? { from: quietHours.from, to: quietHours.to } : null,
  };
}
