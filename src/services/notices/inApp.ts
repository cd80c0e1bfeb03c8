import { t } from '../../utils/i18n';
import type { NotificationService } from '../notification.service';
import type { Channel } from './channel';

/** Makes the way into the app: always, whatever the preferences. */
export const makeInAppChannel =
  (notifications: Pick<NotificationService, 'deliver'>): Channel =>
  async ({ receiver, name, type, params, data, dedupeKey }) => {
    if (name) {
      const { id: userId, locale } = receiver;
      const title = t(locale, `notice.${name}.title`, params);
      const message = t(locale, `notice.${name}.body`, params);
      await notifications.deliver({ userId, type, name, title, message, data, dedupeKey });
    }
    return undefined;
  };
