import { accountSettings } from './settings/account.settings';
import { appSettings } from './settings/app.settings';
import { jobSettings } from './settings/job.settings';
import { matchingSettings } from './settings/matching.settings';
import { mediaSettings } from './settings/media.settings';
import { marketSettings } from './settings/market.settings';
import { moneySettings } from './settings/money.settings';
import { paymentSettings } from './settings/payment.settings';
import { retentionSettings } from './settings/retention.settings';
import { verificationSettings } from './settings/verification.settings';
import type { SettingDefinition } from './settings/setting';

/**
 * Every figure of the business that staff may change: key → default, what is allowed, what it means.
 * At hire a job pins the version of the settings; what is changed later never reaches it.
 */
export const settingsCatalogue = {
  ...marketSettings,
  ...accountSettings,
  ...appSettings,
  ...jobSettings,
  ...matchingSettings,
  ...mediaSettings,
  ...moneySettings,
  ...paymentSettings,
  ...retentionSettings,
  ...verificationSettings,
} as const satisfies Readonly<Record<string, SettingDefinition<unknown>>>;

export type SettingKey = keyof typeof settingsCatalogue;

/** The type of a setting's value. */
export type SettingValue<K extends SettingKey> =
  (typeof settingsCatalogue)[K] extends SettingDefinition<infer T> ? T : never;
