import type { Conversation } from '../../models/conversation.model';
import type { Message, MessageFile } from '../../models/message.model';
import { findTalk, type TalkJob, type TalkPerson, type TalkRow } from '../../models/queries/talk.query';
import { NotFound } from '../../utils/errors';
import { idOf, type Id } from '../../utils/ids';
import { otherSide, type TalkSide } from '../../utils/talkWords';
import type { UserActor } from '../../utils/types/actor';

type Participants = Pick<Conversation, 'clientId' | 'craftsmanId'>;

/** A conversation as one of the two looks at it. */
export interface SeenConversation {
  readonly conversation: Conversation;
  readonly job: TalkJob | undefined;
  /** Which of the two is looking. */
  readonly side: TalkSide;
  /** The two as far as their accounts are there, where they were asked for. */
  readonly people: ReadonlyMap<Id, TalkPerson>;
}

/** A message as one of the two looks at it. */
export interface SeenMessage {
  readonly message: Message;
  readonly sender: TalkPerson | undefined;
  readonly files: readonly SeenFile[];
  readonly isMine: boolean;
  /** The one to whom it was sent has read it. */
  readonly isRead: boolean;
}

/** A message just stored, with the conversation as it then is. */
export interface SentMessage {
  readonly message: Message;
  readonly conversation: Conversation;
}

/** A file with the link by which it is seen for some minutes. */
export interface SeenFile extends MessageFile {
  readonly url: string;
}

/** Which of the two sides this user is. */
export const sideOf = ({ clientId }: Pick<Participants, 'clientId'>, userId: Id): TalkSide =>
  idOf(clientId) === userId ? 'client' : 'craftsman';

/** The user on a side. */
export const userOn = (side: TalkSide, { clientId, craftsmanId }: Participants): Conversation['clientId'] =>
  side === 'client' ? clientId : craftsmanId;

/** A row as one of its two people sees it. */
export function seenConversation(
  { jobs, persons = [], ...conversation }: TalkRow,
  userId: Id,
): SeenConversation {
  return {
    conversation,
    job: jobs[0],
    side: sideOf(conversation, userId),
    people: new Map(persons.map((person) => [idOf(person), person])),
  };
}

/** One's own conversation; 404 for everybody else. */
export async function getConversation(
  actor: UserActor,
  conversationId: Id,
  { withPeople = true }: { readonly withPeople?: boolean } = {},
): Promise<SeenConversation> {
  const row = await findTalk({ conversationId, userId: actor.id, withPeople });
  if (!row) {
    throw new NotFound('request.notFound');
  }
  return seenConversation(row, actor.id);
}

export interface Looking {
  readonly viewerId: Id;
  readonly people: ReadonlyMap<Id, TalkPerson>;
  readonly urlOf: (file: Pick<MessageFile, 'key'> & { readonly isPrivate: true }) => string;
}

/** A message as one of the two sees it at present. */
export function seenMessage(
  message: Message,
  conversation: Conversation,
  { viewerId, people, urlOf }: Looking,
): SeenMessage {
  const senderId = idOf(message.senderId);
  const reader = otherSide(sideOf(conversation, senderId));
  return {
    message,
    sender: people.get(senderId),
    files: message.files.map((file) => ({ ...file, url: urlOf({ key: file.key, isPrivate: true }) })),
    isMine: senderId === viewerId,
    isRead: message.number <= conversation.read[reader].upTo,
  };
}
