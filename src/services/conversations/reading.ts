import { ConversationModel, type Conversation, type ReadMark } from '../../models/conversation.model';
import { MessageModel, type Message } from '../../models/message.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { otherSide } from '../../utils/talkWords';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import { getConversation, userOn, type SeenConversation } from './views';

export interface ReadingDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

export interface Reading {
  readonly conversationId: Id;
  /** The last one that was read; absent: all that are there. */
  readonly messageId?: Id | undefined;
}

/** Moves one's own mark forward, never back, and tells the other side; gives the conversation as it then is. */
export async function markRead(
  actor: UserActor,
  { conversationId, messageId }: Reading,
  deps: ReadingDeps,
): Promise<SeenConversation> {
  const talk = await getConversation(actor, conversationId);
  const mark = messageId === undefined ? endOf(talk) : await markAt(talk, messageId);
  if (mark.count <= talk.conversation.read[talk.side].count) {
    return talk;
  }
  const moved = await inTransaction((tx) => move(tx, { actor, talk, mark, ...deps }));
  return moved ? { ...talk, conversation: moved } : getConversation(actor, conversationId);
}

type Mark = Omit<ReadMark, 'at'>;

const endOf = ({ conversation, side }: SeenConversation): Mark => ({
  upTo: conversation.messageCount,
  count: conversation.sent[otherSide(side)],
});

/** A message knows how many there were of each side. */
async function markAt({ conversation, side }: SeenConversation, messageId: Id): Promise<Mark> {
  const filter = { _id: toObjectId(messageId), conversationId: conversation._id };
  const message = await MessageModel.findOne(filter, { number: 1, sent: 1 }).lean<
    Pick<Message, 'number' | 'sent'>
  >();
  if (!message) {
    throw new NotFound('request.notFound');
  }
  return { upTo: message.number, count: message.sent[otherSide(side)] };
}

interface Move extends ReadingDeps {
  readonly actor: UserActor;
  readonly talk: SeenConversation;
  readonly mark: Mark;
}

/** One conditional write: who has read further already does not match, and a message that comes meanwhile stays unread. */
async function move(tx: Tx, { actor, talk, mark, clock, outbox }: Move): Promise<Conversation | null> {
  const { conversation, side } = talk;
  const [me, at] = [toObjectId(actor.id), clock.now()];
  const hasAll = { $lte: [`$sent.${otherSide(side)}`, mark.count] };
  const moved = await ConversationModel.findOneAndUpdate(
    { _id: conversation._id, people: me, [`read.${side}.count`]: { $lt: mark.count } },
    [
      {
        $set: {
          [`read.${side}`]: { ...mark, at },
          unreadOf: { $cond: [hasAll, { $setDifference: ['$unreadOf', [me]] }, '$unreadOf'] },
        },
      },
    ],
    { session: tx, returnDocument: 'after', updatePipeline: true },
  ).lean<Conversation>();
  if (moved) {
    const writerId = moved.isBlocked ? {} : { writerId: idOf(userOn(otherSide(side), moved)) };
    const facts = { conversationId: idOf(moved), jobId: idOf(moved.jobId), readerId: actor.id, ...writerId };
    await outbox.record(
      tx,
      'message.read',
      { ...facts, upTo: mark.upTo, readAt: at.toISOString() },
      { actor },
    );
  }
  return moved;
}

export interface ToldMark {
  readonly conversationId: Id;
  readonly readerId: Id;
  readonly upTo: number;
}

/** Whether the reader has read on since: events are delivered side by side, and a mark that is told never moves back. */
export async function isReadFurther({ conversationId, readerId, upTo }: ToldMark): Promise<boolean> {
  const talk = await ConversationModel.findOne({ _id: toObjectId(conversationId) }, { clientId: 1, read: 1 })
    .lean<Pick<Conversation, 'clientId' | 'read'>>()
    .exec();
  return talk !== null && talk.read[talk.clientId.equals(readerId) ? 'client' : 'craftsman'].upTo > upTo;
}
