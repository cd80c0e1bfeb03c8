import type { SettingKey, SettingValue } from '../../config/settings';
import { settingsCatalogue } from '../../config/settings';
import type { SettingOverride } from '../../models/setting.model';

/** For whom a figure is asked; the narrowest scope that says something wins. */
export interface SettingScope {
  readonly tier?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly market?: string | undefined;
}

/** The figures of one version. */
export interface SettingsView {
  readonly version: number;
  /** Tier, then service, then market, then global, then the catalogue's default. */
  get<K extends SettingKey>(key: K, scope?: SettingScope): SettingValue<K>;
}

export const GLOBAL = 'global';
/** Where a figure may be overridden. */
export const SCOPE_PATTERN = /^(global|(tier|service|market):[\w-]{1,64})$/;

/** Reads one version's overrides; they are indexed once and looked up often. */
export function makeView(version: number, overrides: readonly SettingOverride[]): SettingsView {
  const values = new Map(overrides.map(({ scope, key, value }) => [addressOf(scope, key), value]));
  const find = (scope: string, key: SettingKey): { readonly value: unknown } | undefined => {
    const address = addressOf(scope, key);
    if (values.has(address)) {
      return { value: values.get(address) };
    }
    const scoped: Readonly<Record<string, unknown>> = settingsCatalogue[key].scoped;
    return Object.hasOwn(scoped, scope) ? { value: scoped[scope] } : undefined;
  };
  return {
    version,
    get<K extends SettingKey>(key: K, scope: SettingScope = {}): SettingValue<K> {
      for (const place of placesOf(scope)) {
        const found = find(place, key);
        if (found) {
          return found.value as SettingValue<K>;
        }
      }
      return settingsCatalogue[key].default as SettingValue<K>;
    },
  };
}

/** One place of one figure. */
export const addressOf = (scope: string, key: string): string => `${scope} ${key}`;

const placesOf = ({ tier, serviceId, market }: SettingScope): string[] => [
  ...(tier === undefined ? [] : [`tier:${tier}`]),
  ...(serviceId === undefined ? [] : [`service:${serviceId}`]),
  ...(market === undefined ? [] : [`market:${market}`]),
  GLOBAL,
];
