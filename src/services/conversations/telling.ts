import { MessageModel, type Message } from '../../models/message.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { joinName } from '../../utils/names';
import { findPeople, type People } from '../person.service';
import type { Realtime } from '../realtime/realtime';

export interface NewMessage {
  readonly messageId: Id;
  readonly jobId: Id;
  readonly to: readonly Id[];
  /** The same for the same cause: telling it again changes nothing. */
  readonly dedupeKey: string;
}

/** Tells the apps of both sides of a message, as it is stored; safe to repeat. */
export type TellMessage = (message: NewMessage) => Promise<void>;

/** Makes the way of messages to connected apps. */
export const makeTellMessage =
  ({ realtime }: { readonly realtime: Realtime }): TellMessage =>
  async ({ messageId, jobId, to, dedupeKey }) => {
    const message = await MessageModel.findOne({ _id: toObjectId(messageId) }, { terms: 0 })
      .lean<Message>()
      .exec();
    if (!message) {
      return;
    }
    const people = await findPeople([idOf(message.senderId)]);
    const payload = { ...payloadOf(message, people), jobId };
    for (const userId of to) {
      await realtime.notify({ userId, name: 'new_message', payload, dedupeKey: `${dedupeKey}:${userId}` });
    }
  };

/** The event's place in the log travels as `id`, so the message's own is `_id`. Links of files are good for minutes: they are asked for. */
function payloadOf(message: Message, people: People): Record<string, unknown> {
  const senderId = idOf(message.senderId);
  const sender = people.get(senderId);
  return {
    _id: idOf(message),
    messageId: idOf(message),
    conversationId: idOf(message.conversationId),
    number: message.number,
    sender: {
      id: senderId,
      _id: senderId,
      fullName: sender ? joinName(sender) : '',
      profilePicture: sender?.picture?.url ?? null,
    },
    content: message.content,
    attachments: message.files.map(({ mediaId, contentType, sizeBytes }) => ({
      id: idOf(mediaId),
      contentType,
      sizeBytes,
    })),
    hiddenContacts: message.hiddenContacts,
    createdAt: message.createdAt.toISOString(),
  };
}
