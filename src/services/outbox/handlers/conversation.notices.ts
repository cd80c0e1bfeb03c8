import { t } from '../../../utils/i18n';
import { notice } from './notice';
import { WIDELY } from './widely';

/** No mail; the lock screen only where the app is not open. */
export const messageReceivedNotices = notice('message.sent', {
  type: 'message',
  name: 'messageReceived',
  channels: ['in-app', 'push'],
  to: ({ receiverId }) => receiverId,
  isLive: true,
  params: ({ title, excerpt }, { locale }) => ({ title, excerpt: excerpt || t(locale, 'conversation.file') }),
  data: ({ conversationId, messageId, jobId }) => ({ conversationId, messageId, jobId }),
});

/** Its writer hears why. */
export const messageRemovedNotices = notice('message.removed', {
  type: 'admin',
  name: 'messageRemoved',
  channels: WIDELY,
  to: ({ senderId }) => senderId,
  params: ({ title, reason }) => ({ title, reason }),
  data: ({ conversationId, messageId, jobId }) => ({ conversationId, messageId, jobId }),
});
