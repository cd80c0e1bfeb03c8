import { ConversationModel, type Conversation } from '../../src/models/conversation.model';
import { MessageModel, type Message } from '../../src/models/message.model';
import { toObjectId } from '../../src/utils/ids';
import type { TestApp } from '../helpers/app';
import { aJob, type JobBuilder, type JobOverrides, type QuotedJob } from './job';
import type { MadeUser } from './user';

export interface MadeTalk extends QuotedJob {
  readonly id: string;
  /** The path of the conversation. */
  readonly path: string;
}

type Quoted = Exclude<keyof JobBuilder, 'posted' | 'cancelled'>;

/** The client of a job and its first bidder, who can write to each other; nothing is left in the outbox. */
export async function aTalk(
  app: TestApp,
  state: Quoted = 'quoted',
  overrides: JobOverrides = {},
): Promise<MadeTalk> {
  const made = await aJob(app, overrides)[state]();
  const { jobId, client, craftsman } = made;
  const { body } = await client.as.post('/api/conversations').send({ jobId, participantId: craftsman.id });
  const id = (body as { data: { id: string } }).data.id;
  await app.drainOutbox();
  return { ...made, id, path: `/api/conversations/${id}` };
}

/** Writes a text as this user. */
export const write = (who: MadeUser, { path }: Pick<MadeTalk, 'path'>, content: string) =>
  who.as.post(`${path}/messages`).send({ content });

/** The conversation as it is stored now. */
export const storedTalk = (id: string): Promise<Conversation> =>
  ConversationModel.findOne({ _id: toObjectId(id) })
    .orFail()
    .lean<Conversation>()
    .exec();

/** Its messages as they are stored, in their order. */
export const storedMessages = (id: string): Promise<Message[]> =>
  MessageModel.find({ conversationId: toObjectId(id) })
    .sort({ number: 1 })
    .lean<Message[]>()
    .exec();

/** The conversation says of its messages what is so. */
export async function expectSoundTalk(id: string): Promise<Conversation> {
  const [talk, messages] = [await storedTalk(id), await storedMessages(id)];
  const of = (userId: Conversation['clientId'], after = 0): number =>
    messages.filter(({ senderId, number }) => senderId.equals(userId) && number > after).length;
  const sent = { client: of(talk.clientId), craftsman: of(talk.craftsmanId) };
  const unread = {
    client: of(talk.craftsmanId, talk.read.client.upTo),
    craftsman: of(talk.clientId, talk.read.craftsman.upTo),
  };
  expect(messages.map(({ number }) => number)).toEqual(messages.map((_, i) => i + 1));
  expect({
    messageCount: talk.messageCount,
    sent: talk.sent,
    unread: {
      client: talk.sent.craftsman - talk.read.client.count,
      craftsman: talk.sent.client - talk.read.craftsman.count,
    },
    unreadOf: talk.unreadOf.map(String).sort(),
    last: talk.last?.messageId,
  }).toEqual({
    messageCount: messages.length,
    sent,
    unread,
    unreadOf: [
      ...(unread.client > 0 ? [String(talk.clientId)] : []),
      ...(unread.craftsman > 0 ? [String(talk.craftsmanId)] : []),
    ].sort(),
    last: messages.at(-1)?._id,
  });
  return talk;
}
