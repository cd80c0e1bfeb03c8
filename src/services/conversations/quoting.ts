import { ConversationModel } from '../../models/conversation.model';
import { MessageModel, type Message } from '../../models/message.model';
import { idOf, toObjectId } from '../../utils/ids';
import type { MessageReader } from '../disputes/messageReader';

/** Reads a message for whoever wants to quote it: only where these two have said it to each other, and staff has not taken it away. */
export const messageReader: MessageReader = {
  async messageFor({ userId, otherId }, messageId) {
    const message = await MessageModel.findOne({ _id: toObjectId(messageId) }).lean<Message>();
    const isTheirs =
      message &&
      !message.removedAt &&
      (await ConversationModel.exists({
        _id: message.conversationId,
        people: { $all: [toObjectId(userId), toObjectId(otherId)] },
      }));
    return isTheirs
      ? { content: message.content, sentAt: message.createdAt, authorId: idOf(message.senderId) }
      : null;
  },
};
