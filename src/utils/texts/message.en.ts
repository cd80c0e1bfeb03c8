import { englishTexts } from './text';

/** What stands beside the data of a success. */
export const messageEn = englishTexts({
  'message.notificationRead': 'Notification marked as read.',
  'message.allNotificationsRead': 'All notifications marked as read.',
  'message.notificationsRead': {
    one: '{{count}} notification marked as read.',
    other: '{{count}} notifications marked as read.',
  },
});
