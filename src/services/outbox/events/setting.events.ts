/** What happened to the settings. */
export interface SettingEvents {
  'settings.changed': {
    version: number;
    changes: { scope: string; key: string; before?: unknown; after?: unknown }[];
    reason?: string;
  };
}
