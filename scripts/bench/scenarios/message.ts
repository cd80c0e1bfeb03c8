import { mongo } from 'mongoose';
import { seedCatalogue } from '../../../seeds/seedServices';
import { fillWorld } from '../../../seeds/world/fillWorld';
import { presentMessage } from '../../../src/controllers/presenters/conversation.presenter';
import type { Conversation } from '../../../src/models/conversation.model';
import type { Message } from '../../../src/models/message.model';
import { talkStages, type TalkRow } from '../../../src/models/queries/talk.query';
import { readDraft } from '../../../src/services/conversations/draft';
import { seenConversation, seenMessage, userOn } from '../../../src/services/conversations/views';
import { t } from '../../../src/utils/i18n';
import { idOf, newId, toObjectId, type Id } from '../../../src/utils/ids';
import { otherSide } from '../../../src/utils/talkWords';
import { actorOf, makeCards } from '../jobWorld';
import {
  inRawTransaction,
  prepareRawOutbox,
  RAW_OUTBOX,
  readJson,
  recordRaw,
  settleOutboxes,
} from '../rawWrites';
import type { BenchRequest, Scenario, World } from '../types';

const JOBS = 2_000;
const CRAFTSMEN = 200;
/** Of each caller: those who write at the same time seldom write in the same one. */
const TALKS_PER_CALLER = 25;
const TEXTS = [
  'Good morning! I can come tomorrow at ten, if that is fine for you.',
  'The pipe below the sink is broken, and the tap drips: it comes to 450 pounds with the part.',
  'صباح الخير، ممكن أعرف مقاس الماسورة؟ عندي قطعة جديدة معايا.',
  'Agreed.',
];

/** One side writes to the other: counted in, stored and recorded in one transaction. */
export const message: Scenario = {
  name: 'message',
  summary: 'a message is sent, in one transaction with its conversation and its outbox',
  goal: { throughput: 0.6, cpu: 1.5 },
  connections: 16,
  writes: { isOnce: false, hasTwins: true, left: whatIsLeft, settle: settleOutboxes },
  prepare: async (world) => {
    await prepareRawOutbox(world.db);
    return writing(world, await fillTalks(world));
  },
  limit: (db) => {
    const cardOf = makeCards(db);
    return async (req, userId) => {
      const [, , , conversationId = ''] = req.url?.split('/') ?? [];
      const { content } = await readJson<{ content: string }>(req);
      const sent = await sendRaw(db, { userId, conversationId, content });
      const card = await cardOf(userId);
      const people = new Map(card ? [[userId, card]] : []);
      const looking = { viewerId: userId, people, urlOf: () => '' };
      const data = presentMessage(seenMessage(sent.message, sent.conversation, looking), 'en');
      return JSON.stringify({ success: true, data, message: t('en', 'message.messageSent') });
    };
  },
};

interface Sending {
  readonly userId: Id;
  readonly conversationId: Id;
  readonly content: string;
}

/** The look, the writes and the rows of the act, none of its questions; contact details are looked for here as there. */
async function sendRaw(
  db: mongo.Db,
  { userId, conversationId, content }: Sending,
): Promise<{ message: Message; conversation: Conversation }> {
  const [messages, conversations] = [
    db.collection<Message>('messages'),
    db.collection<Conversation>('conversations'),
  ];
  const stages = talkStages({ conversationId, userId, withPeople: false });
  const [row] = await conversations.aggregate<TalkRow>(stages).toArray();
  if (!row) {
    throw new Error(`no conversation ${conversationId}`);
  }
  const { side, job } = seenConversation(row, userId);
  const draft = readDraft({ content, files: [] }, { masks: true });
  return inRawTransaction(db, async (session) => {
    const [_id, at, senderId] = [newId(), new Date(), toObjectId(userId)];
    const receiverId = userOn(otherSide(side), row);
    const conversation = await conversations.findOneAndUpdate(
      { _id: row._id, people: senderId, isBlocked: false },
      {
        $inc: { messageCount: 1, [`sent.${side}`]: 1 },
        $set: { last: { messageId: _id, senderId, excerpt: draft.excerpt, files: 0, at } },
        $max: { lastAt: at },
        $addToSet: { unreadOf: receiverId },
      },
      { session, returnDocument: 'after' },
    );
    if (!conversation) {
      throw new Error(`conversation ${conversationId} is blocked`);
    }
    const { messageCount: number, sent } = conversation;
    const stored: Message = {
      ...{ _id, conversationId: row._id, number, senderId, content: draft.content, files: [], sent },
      ...{ hiddenContacts: draft.hiddenContacts, terms: [...draft.terms], createdAt: at },
    };
    await messages.insertOne(stored, { session });
    const about = { conversationId, jobId: idOf(row.jobId), messageId: idOf(_id), senderId: userId };
    const facts = { ...about, receiverId: idOf(receiverId), title: job?.title ?? '', excerpt: draft.excerpt };
    await recordRaw(db, [{ event: 'message.sent', data: facts }], { session, actor: actorOf(userId), at });
    return { message: stored, conversation };
  });
}

/** Jobs of the callers with quotes, and a conversation for each of the first ones; twins come first. */
async function fillTalks({ db, callers }: World): Promise<readonly Conversation[]> {
  const owners = callers.map(({ userId }) => toObjectId(userId));
  const ownerOf = (index: number): Conversation['clientId'] => owners[index % owners.length] ?? newId();
  await seedCatalogue(() => undefined);
  await fillWorld({ craftsmen: CRAFTSMEN, jobs: JOBS, quotes: 1, now: new Date(), ownerOf });
  const quotes = await db
    .collection<{
      jobId: Conversation['jobId'];
      clientId: Conversation['jobId'];
      craftsmanId: Conversation['jobId'];
    }>('quotes')
    .find()
    .sort({ _id: 1 })
    .limit(callers.length * TALKS_PER_CALLER)
    .toArray();
  const at = new Date();
  const talks = quotes.map(({ jobId, clientId, craftsmanId }): Conversation => ({
    ...{ _id: newId(), jobId, clientId, craftsmanId, people: [clientId, craftsmanId] },
    pairKey: [idOf(clientId), idOf(craftsmanId)].sort().join(':'),
    isBlocked: false,
    messageCount: 0,
    sent: { client: 0, craftsman: 0 },
    read: { client: { upTo: 0, count: 0 }, craftsman: { upTo: 0, count: 0 } },
    ...{ unreadOf: [], lastAt: at, createdAt: at },
  }));
  const all = [...twinsOf(talks), ...talks.slice(1)];
  await db.collection<Conversation>('conversations').insertMany(all);
  return all;
}

/** The first conversation, and one about the same job with another craftsman. */
function twinsOf([first, second]: readonly Conversation[]): Conversation[] {
  if (!first || !second) {
    throw new Error('no conversations in the world');
  }
  const { craftsmanId } = second;
  const people = [first.clientId, craftsmanId];
  return [
    { ...first, _id: newId() },
    { ...first, _id: newId(), craftsmanId, people },
  ];
}

/** Each caller writes in his own; the first two get the same text. */
function writing({ callers }: World, talks: readonly Conversation[]): BenchRequest[] {
  return talks.flatMap(({ _id, clientId }, index) => {
    const caller = callers.find(({ userId }) => userId === idOf(clientId));
    return caller
      ? [
          {
            method: 'POST' as const,
            path: `/api/conversations/${idOf(_id)}/messages`,
            headers: { authorization: `Bearer ${caller.token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ content: TEXTS[Math.max(0, index - 1) % TEXTS.length] }),
          },
        ]
      : [];
  });
}

/** What the message has left: itself and its rows; the conversation has counted it in. */
async function whatIsLeft(db: mongo.Db, answer: string): Promise<unknown> {
  const { id } = (JSON.parse(answer) as { data: { id: string } }).data;
  const shown = { _id: 0, event: 1, handler: 1, data: 1, actor: 1, at: 1 };
  const rows = ['outbox', RAW_OUTBOX].map((name) =>
    db.collection(name).find({ 'data.messageId': id }).project(shown).sort({ handler: 1 }).toArray(),
  );
  const stored = await db.collection<Message>('messages').findOne({ _id: new mongo.ObjectId(id) });
  return { message: { ...stored, number: 0, sent: 0 }, outbox: (await Promise.all(rows)).flat() };
}
