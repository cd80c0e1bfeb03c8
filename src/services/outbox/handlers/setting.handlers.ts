import type { SettingEvents } from '../events/setting.events';
import { logActivity } from './log-activity';

type Change = SettingEvents['settings.changed']['changes'][number];

const side = (changes: readonly Change[], which: 'before' | 'after'): Record<string, unknown> =>
  Object.fromEntries(changes.map((change) => [`${change.scope} ${change.key}`, change[which] ?? null]));

export const settingsChangedActivity = logActivity('settings.changed', ({ version, changes, reason }) => ({
  action: 'settings.changed',
  target: { type: 'settings', id: String(version) },
  before: side(changes, 'before'),
  after: side(changes, 'after'),
  reason,
}));
