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
  codeLogin: false,
  socialLogin: false,
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
  assistant: false,
  stores: false,
} as const;

export interface ConfigService {
  /** What an app must know before anybody signs in, in the reader's language. */
  get(locale: Locale): Promise<ReturnType<typeof configOf>>;
}

/** Makes the service of the public configuration: settings and limits, nothing that is nobody's business. */
export const makeConfigService = ({
  settings,
}: {
  readonly settings: Pick<SettingService, 'current'>;
}): ConfigService => ({
  get: async (locale) => configOf(await settings.current(), locale),
});

function configOf(settings: SettingsView, locale: Locale) {
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
    features: FEATURES,
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
