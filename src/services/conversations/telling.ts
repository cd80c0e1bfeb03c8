import { LRUCache } from 'lru-cache';
import { MessageModel, type Message } from '../../models/message.model';
import { after, minutes } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { joinName } from '../../utils/names';
import { findPeople, type People } from '../person.service';
import type { Realtime } from '../realtime/realtime';

export interface NewMessage {
  readonly messageId: Id;
  readonly jobId: Id;
  /** The two of the conversation. */
  readonly to: readonly Id[];
}

/** Tells the apps of both sides of a message, as it is stored, after those that were sent just before it; safe to repeat. */
export type TellMessage = (message: NewMessage) => Promise<void>;

const REMEMBERED = 20_000;
/** Deliveries run side by side: whatever is older than this has been told by its own. */
const JUST_BEFORE_MS = minutes(1);
const MOST_BEFORE = 50;
const UNREAD_FIELDS = { terms: 0 } as const;

/** Makes the way of messages to connected apps, in the order of their numbers. */
export function makeTellMessage({ realtime }: { readonly realtime: Realtime }): TellMessage {
  /** Up to which number all of a conversation has been told by this process. */
  const told = new LRUCache<Id, number>({ max: REMEMBERED });
  return async ({ messageId, jobId, to }) => {
    const filter = { _id: toObjectId(messageId) };
    const message = await MessageModel.findOne(filter, UNREAD_FIELDS).lean<Message>().exec();
    const conversationId = message && idOf(message.conversationId);
    const before = conversationId ? (told.get(conversationId) ?? 0) : 0;
    if (!message || !conversationId || message.number <= before) {
      return;
    }
    const due = [...(await justBefore(message, before)), message];
    const people = await findPeople(due.map(({ senderId }) => idOf(senderId)));
    for (const one of due) {
      const payload = { ...payloadOf(one, people), jobId };
      for (const userId of to) {
        await realtime.notify({ userId, name: 'new_message', payload, dedupeKey: `message:${idOf(one)}` });
      }
    }
    told.set(conversationId, Math.max(told.get(conversationId) ?? 0, message.number));
  };
}

/** What may still wait for its own delivery; a message comes into the database after all with lower numbers. */
async function justBefore({ conversationId, number, createdAt }: Message, told: number): Promise<Message[]> {
  if (told >= number - 1) {
    return [];
  }
  const between = { $gt: told, $lt: number };
  const recent = { $gte: after(createdAt, -JUST_BEFORE_MS) };
  const found = await MessageModel.find({ conversationId, number: between, createdAt: recent }, UNREAD_FIELDS)
    .sort({ number: -1 })
    .limit(MOST_BEFORE)
    .lean<Message[]>()
    .exec();
  return found.reverse();
}

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
