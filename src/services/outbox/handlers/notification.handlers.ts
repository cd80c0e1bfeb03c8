import { on } from './handler';

export const markRestRead = on(
  'notification.allRead',
  'mark-rest-read',
  ({ data: { userId, through }, signal }, { notifications }) =>
    notifications.markThrough(userId, new Date(through), signal),
);
