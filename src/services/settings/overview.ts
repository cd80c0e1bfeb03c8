import { settingsCatalogue, type SettingKey } from '../../config/settings';
import type { SettingOverride } from '../../models/setting.model';
import { GLOBAL, makeView } from './view';

/** One figure as staff looks at it. */
export interface SettingLine {
  readonly key: SettingKey;
  readonly description: string;
  /** What holds everywhere. */
  readonly value: unknown;
  readonly default: unknown;
  /** What holds in narrower places: our own figures, and those of the catalogue that none of ours replaces. */
  readonly scopes: readonly {
    readonly scope: string;
    readonly value: unknown;
    readonly isDefault: boolean;
  }[];
}

export interface SettingsOverview {
  readonly version: number;
  readonly settings: readonly SettingLine[];
}

/** Every figure of one version with its default, its meaning and its exceptions. */
export function overviewOf(version: number, overrides: readonly SettingOverride[]): SettingsOverview {
  const view = makeView(version, overrides);
  const keys = Object.keys(settingsCatalogue) as SettingKey[];
  return {
    version,
    settings: keys.map((key) => ({
      key,
      description: settingsCatalogue[key].description,
      value: view.get(key),
      default: settingsCatalogue[key].default,
      scopes: scopesOf(key, overrides),
    })),
  };
}

function scopesOf(key: SettingKey, overrides: readonly SettingOverride[]): SettingLine['scopes'] {
  const ours = overrides.filter((one) => one.key === key && one.scope !== GLOBAL);
  const replaced = new Set(ours.map(({ scope }) => scope));
  const defaults = Object.entries(settingsCatalogue[key].scoped).filter(([scope]) => !replaced.has(scope));
  return [
    ...ours.map(({ scope, value }) => ({ scope, value, isDefault: false })),
    ...defaults.map(([scope, value]) => ({ scope, value: value as unknown, isDefault: true })),
  ];
}
