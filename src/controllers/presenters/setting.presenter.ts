import type { SettingVersion } from '../../models/setting.model';
import type { People } from '../../services/person.service';
import type { SettingsOverview } from '../../services/settings/overview';
import { presentDoer } from './person.presenter';

/** The figures that hold now. */
export const presentSettings = ({ version, settings }: SettingsOverview): Record<string, unknown> => ({
  version,
  settings: settings.map(({ key, description, value, default: usual, scopes }) => ({
    key,
    description,
    value,
    default: usual,
    scopes: scopes.map(({ scope, value: there, isDefault }) => ({ scope, value: there, isDefault })),
  })),
});

/** One change: who, when, why, from what to what. */
export const presentVersion = (version: SettingVersion, people: People): Record<string, unknown> => ({
  id: String(version._id),
  _id: String(version._id),
  version: version._id,
  changes: version.changes.map(({ scope, key, before, after }) => ({ scope, key, before, after })),
  by: presentDoer(version.by.id, people),
  reason: version.reason ?? null,
  createdAt: version.at,
});
