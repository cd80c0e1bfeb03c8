import type { Id } from '../../../utils/ids';
import { forgetCopies } from '../../conversations/forgetting';
import { isReadFurther } from '../../conversations/reading';
import { on } from './handler';
import { logActivity } from './log-activity';

const conversation = (id: Id): { type: 'conversation'; id: Id } => ({ type: 'conversation', id });

export const conversationOpenedActivity = logActivity(
  'conversation.opened',
  ({ conversationId, jobId, clientId, craftsmanId }) => ({
    action: 'conversation.opened',
    target: conversation(conversationId),
    after: { jobId, clientId, craftsmanId },
  }),
);

/** That there were some, and how many: what they were is nowhere. */
export const contactsHiddenActivity = logActivity(
  'message.contactsHidden',
  ({ conversationId, messageId, count }) => ({
    action: 'message.contactsHidden',
    target: conversation(conversationId),
    after: { messageId, count },
  }),
);

/** The other side hears of it, and the writer's other devices. */
export const messageSocket = on('message.sent', 'new-message', ({ data }, { tellMessage }) =>
  tellMessage({ messageId: data.messageId, jobId: data.jobId, to: [data.receiverId, data.senderId] }),
);

export const messageRemovedActivity = logActivity(
  'message.removed',
  ({ conversationId, messageId, jobId, senderId, reason }) => ({
    action: 'message.removed',
    target: conversation(conversationId),
    after: { messageId, jobId, senderId },
    reason,
  }),
);

/** What it said is nowhere else either: neither in the log of events nor in notifications. */
export const messageRemovedCopies = on('message.removed', 'forget-copies', ({ data }) => forgetCopies(data));

/** Apps that show it put the notice in its place. */
export const messageRemovedSocket = on(
  'message.removed',
  'message-removed',
  async ({ data, deliveryId }, { realtime }) => {
    const { conversationId, jobId, messageId, number, removedAt, people } = data;
    const payload = { conversationId, jobId, messageId, number, removedAt };
    for (const userId of people) {
      await realtime.notify({
        userId,
        name: 'message_removed',
        payload,
        dedupeKey: `${deliveryId}:${userId}`,
      });
    }
  },
);

/** The writer sees that it was read, and the reader's other devices that they need not show it as new. */
export const messageReadSocket = on(
  'message.read',
  'message-read',
  async ({ data: { writerId, ...payload }, deliveryId }, { realtime }) => {
    if (await isReadFurther(payload)) {
      return;
    }
    for (const userId of [payload.readerId, ...(writerId === undefined ? [] : [writerId])]) {
      await realtime.notify({ userId, name: 'message_read', payload, dedupeKey: `${deliveryId}:${userId}` });
    }
  },
);
