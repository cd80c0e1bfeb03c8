import { ConversationModel, type Conversation } from '../../models/conversation.model';
import { JobModel, type Job } from '../../models/job.model';
import { MessageModel, type Message } from '../../models/message.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';

export interface RemoveMessageDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

interface Removal {
  readonly actor: UserActor;
  readonly messageId: Id;
  readonly reason: string;
}

/**
 * Staff takes a message away: its words and files are gone for both, its place with a notice stays. What it was stands
 * in the report alone. One that is away already stays so.
 */
export async function removeMessageIn(tx: Tx, deps: RemoveMessageDeps, removal: Removal): Promise<void> {
  const at = deps.clock.now();
  const before = await takeAway(tx, removal.messageId, at);
  if (!before || before.removedAt) {
    return;
  }
  const talk = await shortenList(tx, before);
  const job = await JobModel.findOne({ _id: talk.jobId }, { title: 1 }, { session: tx })
    .orFail(() => new NotFound('request.notFound'))
    .lean<Pick<Job, 'title'>>()
    .exec();
  const [messageId, senderId] = [idOf(before), idOf(before.senderId)];
  const fact = {
    conversationId: idOf(talk),
    jobId: idOf(talk.jobId),
    messageId,
    senderId,
    people: talk.people.map((id) => idOf(id)),
    number: before.number,
    title: job.title,
    sentAt: before.createdAt.toISOString(),
    removedAt: at.toISOString(),
    reason: removal.reason,
  };
  await deps.outbox.record(tx, 'message.removed', fact, { actor: removal.actor });
}

/** The message as it was before; undefined when there is none. */
async function takeAway(tx: Tx, messageId: Id, at: Date): Promise<Message | undefined> {
  const found = await MessageModel.findOne({ _id: toObjectId(messageId) }, null, { session: tx })
    .lean<Message>()
    .exec();
  if (found && !found.removedAt) {
    const gone = { content: '', files: [], terms: [], removedAt: at };
    await MessageModel.updateOne({ _id: found._id }, { $set: gone }, { session: tx }).exec();
  }
  return found ?? undefined;
}

/** Lists show no word of it either; whoever writes at the same time writes the same document. */
async function shortenList(tx: Tx, { _id, conversationId }: Message): Promise<Conversation> {
  const [session, ofTalk] = [{ session: tx }, { _id: conversationId }];
  const gone = { 'last.excerpt': '', 'last.files': 0, 'last.isRemoved': true };
  await ConversationModel.updateOne({ ...ofTalk, 'last.messageId': _id }, { $set: gone }, session).exec();
  return ConversationModel.findOne(ofTalk, null, session)
    .orFail(() => new NotFound('request.notFound'))
    .lean<Conversation>()
    .exec();
}
