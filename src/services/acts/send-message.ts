import { ConversationModel, type Conversation } from '../../models/conversation.model';
import type { Media } from '../../models/media.model';
import { MessageModel, type Message, type MessageFile } from '../../models/message.model';
import type { Clock } from '../../utils/clock';
import { AppError, Forbidden } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { otherSide } from '../../utils/talkWords';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { keepFiles, readDraft, type Draft, type GivenMessage } from '../conversations/draft';
import { getConversation, userOn, type SeenConversation, type SentMessage } from '../conversations/views';
import type { MediaService } from '../media.service';
import type { EventMap } from '../outbox/events';
import type { NewFact, Outbox } from '../outbox/outbox.service';
import { conversationPolicy, hidesContacts } from '../policies/conversation.policy';

export interface SendMessageDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly mediaLibrary: Pick<MediaService, 'accept' | 'attach'>;
}

export type SendMessage = (actor: UserActor, conversationId: Id, given: GivenMessage) => Promise<SentMessage>;

/** One side writes to the other: the message has the next number of its conversation, both are told. Contact details stay out of it before the hire. */
export const makeSendMessage =
  (deps: SendMessageDeps): SendMessage =>
  async (actor, conversationId, given) => {
    const talk = await getConversation(actor, conversationId, { withPeople: false });
    const verdict = conversationPolicy.write(actor, talk.conversation);
    if (verdict !== true) {
      throw new AppError(verdict);
    }
    const masks = hidesContacts(talk.conversation, talk.job);
    const draft = readDraft(given, { masks });
    const refs = await keepFiles(deps.mediaLibrary, actor, given);
    const sending = { ...deps, actor, talk, draft, refs };
    // Those who write at once go one after the other: their numbers follow without a second try.
    return inTransaction((tx) => send(tx, sending), { turn: `conversation:${conversationId}` });
  };

interface Sending extends SendMessageDeps {
  readonly actor: UserActor;
  readonly talk: SeenConversation;
  readonly draft: Draft;
  readonly refs: readonly string[];
}

async function send(tx: Tx, sending: Sending): Promise<SentMessage> {
  const { actor, draft, clock, outbox } = sending;
  const [messageId, at] = [newId(), clock.now()];
  const files = await attach(tx, idOf(messageId), sending);
  const conversation = await countIn(tx, sending, { messageId, files: files.length, at });
  const message: Message = {
    _id: messageId,
    conversationId: conversation._id,
    number: conversation.messageCount,
    senderId: toObjectId(actor.id),
    content: draft.content,
    files: [...files],
    hiddenContacts: draft.hiddenContacts,
    sent: conversation.sent,
    terms: [...draft.terms],
    createdAt: at,
  };
  await MessageModel.collection.insertOne(message, { session: tx });
  await outbox.recordMany(tx, factsOf(message, sending), { actor });
  return { message, conversation };
}

interface Counting {
  readonly messageId: Message['_id'];
  readonly files: number;
  readonly at: Date;
}

/** The next number, and what lists show. Whoever blocks writes the same document: one of the two comes first, and the other sees it. */
async function countIn(
  tx: Tx,
  { talk, actor, draft }: Sending,
  { messageId, files, at }: Counting,
): Promise<Conversation> {
  const { conversation, side } = talk;
  const last = { messageId, senderId: toObjectId(actor.id), excerpt: draft.excerpt, files, at };
  // By the driver: every value is of its stored type by now, and this is the busiest write of the resource.
  const counted = await ConversationModel.collection.findOneAndUpdate(
    { _id: conversation._id, people: last.senderId, isBlocked: false },
    {
      $inc: { messageCount: 1, [`sent.${side}`]: 1 },
      $set: { last },
      $max: { lastAt: at },
      $addToSet: { unreadOf: userOn(otherSide(side), conversation) },
    },
    { session: tx, returnDocument: 'after' },
  );
  if (!counted) {
    throw new Forbidden('conversation.blocked');
  }
  return counted as unknown as Conversation;
}

async function attach(
  tx: Tx,
  id: Id,
  { actor, refs, mediaLibrary }: Sending,
): Promise<readonly MessageFile[]> {
  if (refs.length === 0) {
    return [];
  }
  const subject = { type: 'message', id } as const;
  const media = await mediaLibrary.attach(tx, actor, {
    refs,
    purpose: 'message',
    subject,
    field: 'attachments',
  });
  return media.map(fileOf);
}

const fileOf = ({ _id, key, contentType, sizeBytes, width, height }: Media): MessageFile => ({
  mediaId: _id,
  key,
  contentType,
  sizeBytes,
  ...(width !== undefined && { width }),
  ...(height !== undefined && { height }),
});

function factsOf({ _id, hiddenContacts }: Message, { talk, actor, draft }: Sending): NewFact<EventMap>[] {
  const { conversation, side, job } = talk;
  const about = {
    conversationId: idOf(conversation),
    jobId: idOf(conversation.jobId),
    messageId: idOf(_id),
    senderId: actor.id,
  };
  const receiverId = idOf(userOn(otherSide(side), conversation));
  const sent = { ...about, receiverId, title: job?.title ?? '', excerpt: draft.excerpt };
  return [
    { event: 'message.sent', data: sent },
    ...(hiddenContacts > 0
      ? [{ event: 'message.contactsHidden', data: { ...about, count: hiddenContacts } } as const]
      : []),
  ];
}
