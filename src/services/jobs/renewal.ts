import { after, days } from '../../utils/clock';
import type { SettingsView } from '../settings/view';

/** When a job without further activity is cancelled, and when its owner is warned of it. */
export function renewalOf(figures: SettingsView, at: Date): { expiresAt: Date; expiryWarnsAt: Date } {
  const expiresAt = after(at, days(figures.get('job.expiryDays')));
  return { expiresAt, expiryWarnsAt: after(expiresAt, -days(figures.get('job.expiryWarningDays'))) };
}
