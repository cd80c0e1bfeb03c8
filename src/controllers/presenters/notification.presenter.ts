import type { Notification } from '../../models/notification.model';

/** A notification as its owner sees it. */
export const presentNotification = ({ _id, type, title, message, data, read, at }: Notification) => ({
  id: _id.toHexString(),
  _id: _id.toHexString(),
  type,
  title,
  message,
  data,
  read,
  createdAt: at.toISOString(),
});
