import { ConversationModel, type Conversation } from '../../models/conversation.model';
import { JobModel, type Job } from '../../models/job.model';
import { MediaModel, type Media } from '../../models/media.model';
import { MessageModel, type Message } from '../../models/message.model';
import { idOf } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';

interface Old {
  readonly before: Date;
  readonly signal: AbortSignal;
}

type Attached = Pick<Media, '_id' | 'ownerId' | 'attachedTo'>;

/** Removes files of messages about jobs that ended before an instant; says how many. */
export async function forgetMessageFiles({ before, signal }: Old, outbox: Outbox): Promise<number> {
  const old = MediaModel.find(
    { purpose: 'message', state: 'attached', createdAt: { $lt: before } },
    { ownerId: 1, attachedTo: 1 },
  )
    .lean<Attached>()
    .cursor();
  let count = 0;
  for await (const file of old) {
    signal.throwIfAborted();
    const messageId = file.attachedTo?.id;
    const isOver = messageId !== undefined && (await hasEnded(messageId, before));
    count += isOver ? await remove(file, messageId, outbox) : 0;
  }
  return count;
}

async function hasEnded(messageId: Message['_id'], before: Date): Promise<boolean> {
  const message = await MessageModel.findOne({ _id: messageId }, { conversationId: 1 }).lean<Message>();
  const talk =
    message && (await ConversationModel.findOne({ _id: message.conversationId }).lean<Conversation>());
  const job = talk && (await JobModel.findOne({ _id: talk.jobId }, ENDS).lean<Job>());
  const endedAt = job?.completedAt ?? job?.cancelledAt;
  return job?.status !== 'Disputed' && endedAt !== undefined && endedAt < before;
}

const ENDS = { completedAt: 1, cancelledAt: 1, status: 1 } as const;

/** A message that was nothing but its files is shown as one that was removed. */
function remove({ _id, ownerId }: Attached, messageId: Message['_id'], outbox: Outbox): Promise<number> {
  return inTransaction(async (tx) => {
    const options = { session: tx };
    const ofMessage = { _id: messageId };
    await MessageModel.updateOne(ofMessage, { $pull: { files: { mediaId: _id } } }, options);
    await MessageModel.updateOne(
      { ...ofMessage, content: '', files: { $size: 0 }, removedAt: { $exists: false } },
      [{ $set: { removedAt: '$createdAt' } }],
      { ...options, updatePipeline: true },
    );
    const attached = { _id, state: 'attached' } as const;
    const { modifiedCount } = await MediaModel.updateOne(attached, { $set: { state: 'deleted' } }, options);
    if (modifiedCount === 1) {
      const facts = { mediaId: idOf(_id), ownerId: idOf(ownerId) };
      await outbox.record(tx, 'media.removed', facts, { actor: systemActor });
    }
    return modifiedCount;
  });
}
