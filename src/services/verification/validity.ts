import { after, days } from '../../utils/clock';
import type { SettingsView } from '../settings/view';

/** How long an approval is good for, and when there is something to tell of that. */
export interface Validity {
  readonly expiresAt: Date;
  readonly remindsAt: Date | undefined;
}

/** The validity of an approval that is given now. */
export function validityFrom(figures: SettingsView, now: Date): Validity {
  const expiresAt = after(now, days(figures.get('verification.validDays')));
  return { expiresAt, remindsAt: nextWord(expiresAt, figures.get('verification.reminderDays'), now) };
}

/** The next instant after `now` of which the craftsman is told: a reminder, or the end itself; undefined after that. */
export const nextWord = (expiresAt: Date, daysBefore: readonly number[], now: Date): Date | undefined =>
  [...daysBefore, 0]
    .map((day) => after(expiresAt, -days(day)))
    .filter((at) => at > now)
    .sort((a, b) => a.getTime() - b.getTime())[0];
