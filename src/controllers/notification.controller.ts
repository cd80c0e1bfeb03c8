import type { Response } from 'express';
import type { NotificationService } from '../services/notification.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list, ok } from '../utils/respond';
import type * as schema from '../validators/notification.validator';
import { presentNotification } from './presenters/notification.presenter';

export interface NotificationDeps {
  readonly notifications: NotificationService;
}

/** One's own notifications over HTTP. */
export const makeNotificationController = ({ notifications }: NotificationDeps) => ({
  async list(req: Req<typeof schema.listNotifications>, res: Response): Promise<void> {
    const { page, unreadCount } = await notifications.list(req.actor, req.input.query);
    list(res, mapPage(page, presentNotification), { unreadCount });
  },

  async markMany(req: Req<typeof schema.markNotifications>, res: Response): Promise<void> {
    const { ids } = req.input.body;
    const updated = await (ids ? notifications.markMany(req.actor, ids) : notifications.markAll(req.actor));
    const unreadCount = ids ? await notifications.countUnread(req.actor) : 0;
    const message = t(req.locale, 'message.notificationsRead', { count: updated });
    ok(res, { updated, unreadCount }, { message });
  },

  async markAll(req: Req<typeof schema.markAllNotifications>, res: Response): Promise<void> {
    const updated = await notifications.markAll(req.actor);
    ok(res, { updated, unreadCount: 0 }, { message: t(req.locale, 'message.allNotificationsRead') });
  },

  async mark(req: Req<typeof schema.markNotification>, res: Response): Promise<void> {
    const notification = await notifications.mark(req.actor, req.input.params.id);
    ok(res, presentNotification(notification), { message: t(req.locale, 'message.notificationRead') });
  },
});
