import type { EvidenceMessage } from '../../models/abuseReport.model';
import { MessageModel, type Message } from '../../models/message.model';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { getConversation } from '../conversations/views';
import type { Reported } from './reported';

/** How many messages before and after the reported one staff reads with it. */
const NEIGHBOURS = 5;
const SHOWN = { terms: 0 } as const;

/** A message of one's own conversation among its neighbours; 404 otherwise. */
export async function findReportedMessage(actor: UserActor, id: Id): Promise<Reported> {
  const message = await MessageModel.findOne({ _id: toObjectId(id) }, SHOWN)
    .lean<Message>()
    .exec();
  if (!message) {
    throw new NotFound('request.notFound');
  }
  const { conversationId, number, senderId } = message;
  const { conversation } = await getConversation(actor, idOf(conversationId), { withPeople: false });
  const around = { $gte: number - NEIGHBOURS, $lte: number + NEIGHBOURS };
  const thread = await MessageModel.find({ conversationId, number: around }, SHOWN)
    .sort({ number: -1 })
    .lean<Message[]>()
    .exec();
  const { jobId } = conversation;
  const shown = thread.reverse().map(asShown);
  return { aboutId: senderId, evidence: { type: 'message', conversationId, jobId, thread: shown } };
}

const asShown = ({
  _id,
  number,
  senderId,
  content,
  files,
  removedAt,
  createdAt,
}: Message): EvidenceMessage => ({
  messageId: _id,
  number,
  senderId,
  content,
  files,
  isRemoved: removedAt !== undefined,
  createdAt,
});
