import { ConversationModel, type Conversation } from '../../models/conversation.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';

/** Who is on the other side of a user's own conversation; undefined when it is not his or the two have blocked each other. */
export async function findListener(userId: Id, conversationId: Id): Promise<Id | undefined> {
  const filter = { _id: toObjectId(conversationId), people: toObjectId(userId), isBlocked: false };
  const found = await ConversationModel.findOne(filter, { people: 1 })
    .lean<Pick<Conversation, 'people'>>()
    .exec();
  return found?.people.map((id) => idOf(id)).find((id) => id !== userId);
}
