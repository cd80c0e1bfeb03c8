import { EXPONENTS } from '../config/money';
import { FILE_BYTES, JOB_PHOTOS } from '../utils/fileLimits';
import { CURRENCIES, type Currency } from '../utils/money';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../utils/page';
import { LOCALES, type Locale } from '../utils/types/actor';
import type { SettingService } from './setting.service';
import type { SettingsView } from './settings/view';

/** What works on this server today; a test holds it against the routes. */
export const FEATURES = {
  passwordLogin: true,
  secondFactor: true,
  notifications: true,
  realtime: true,
  codeLogin: true,
  socialLogin: true,
  uploads: true,
  jobs: true,
  payments: true,
  wallet: true,
  disputes: true,
  reviews: true,
  conversations: true,
  recommendations: true,
  subscriptions: false,
  referrals: false,
  assistant: true,
  stores: false,
} as const;

export interface ConfigService {
  /** What an app must know before anybody signs in, in the reader's language. */
  get(locale: Locale): Promise<ReturnType<typeof configOf>>;
}

/** What needs somebody outside, and whether he was found. */
export type OpenFeatures = Partial<Record<keyof typeof FEATURES, boolean>>;

/** Makes the service of the public configuration: settings and limits, nothing that is nobody's business. */
export const makeConfigService = ({
  settings,
  open = {},
}: {
  readonly settings: Pick<SettingService, 'current'>;
  readonly open?: OpenFeatures;
}): ConfigService => ({
  get: async (locale) => configOf(await settings.current(), { ...FEATURES, ...open }, locale),
});

function configOf(
  settings: SettingsView,
  features: Readonly<Record<keyof typeof FEATURES, boolean>>,
  locale: Locale,
) {
  const currency = settings.get('market.currency');
  return {
    market: {
      country: settings.get('market.country'),
      currency,
      timeZone: settings.get('market.timeZone'),
      weekend: settings.get('market.weekend'),
      phoneRegion: settings.get('market.phoneRegion'),
    },
    currencies: CURRENCIES.map((code) => currencyOf(code, currency)),
    locales: LOCALES.filter((one) => settings.get('market.locales').includes(one)),
    limits: limitsOf(settings),
    minAppVersions: settings.get('app.minVersions'),
    features,
    maintenance: {
      isOn: settings.get('app.maintenance'),
      message: settings.get('app.maintenance') ? settings.get('app.maintenanceNote')[locale] : null,
    },
    settingsVersion: settings.version,
  };
}

const currencyOf = (code: Currency, market: Currency) => ({
  code,
  decimals: EXPONENTS[code],
  isDefault: code === market,
});

const limitsOf = (settings: SettingsView) => ({
  fileBytes: FILE_BYTES,
  jobPhotos: JOB_PHOTOS,
  pageSize: DEFAULT_LIMIT,
  maxPageSize: MAX_LIMIT,
  quotesPerJob: settings.get('quote.maxLive'),
  invitationsPerJob: settings.get('invitation.maxPending'),
  codeLength: settings.get('otp.length'),
});
