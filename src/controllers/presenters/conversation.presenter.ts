import type { Conversation } from '../../models/conversation.model';
import type { TalkSummary } from '../../services/conversations/summarising';
import type { SeenConversation, SeenFile, SeenMessage } from '../../services/conversations/views';
import { hidesContacts } from '../../services/policies/conversation.policy';
import { t } from '../../utils/i18n';
import { idOf, type Id } from '../../utils/ids';
import { otherSide, type TalkSide } from '../../utils/talkWords';
import type { Locale } from '../../utils/types/actor';
import { presentDoer, presentPerson } from './person.presenter';
import { presentJobCard } from './quote.presenter';

/** A conversation as one of its two people sees it. */
export function presentConversation(
  { conversation, job, side, people }: SeenConversation,
  locale: Locale,
): Record<string, unknown> {
  const other = otherSide(side);
  const [mine, theirs] = [conversation.read[side], conversation.read[other]];
  return {
    id: idOf(conversation),
    _id: idOf(conversation),
    jobId: idOf(conversation.jobId),
    job: job ? presentJobCard(job) : null,
    side,
    participant: presentDoer(userOn(other, conversation), people),
    lastMessage: presentLast(conversation, userOn(side, conversation), locale),
    messageCount: conversation.messageCount,
    unreadCount: conversation.sent[other] - mine.count,
    readUpTo: mine.upTo,
    participantReadUpTo: theirs.upTo,
    participantReadAt: theirs.at ?? null,
    canWrite: !conversation.isBlocked,
    hidesContacts: hidesContacts(conversation, job),
    createdAt: conversation.createdAt,
    updatedAt: conversation.lastAt,
  };
}

const userOn = (side: TalkSide, { clientId, craftsmanId }: Conversation): Id =>
  idOf(side === 'client' ? clientId : craftsmanId);

const presentLast = ({ last }: Conversation, viewerId: Id, locale: Locale): Record<string, unknown> | null =>
  last
    ? {
        id: idOf(last.messageId),
        _id: idOf(last.messageId),
        content: last.isRemoved === true ? removedText(locale) : last.excerpt,
        isRemoved: last.isRemoved === true,
        attachments: last.files,
        isMine: idOf(last.senderId) === viewerId,
        createdAt: last.at,
      }
    : null;

/** A message as one of the two sees it. */
export const presentMessage = (
  { message, sender, files, isMine, isRead }: SeenMessage,
  locale: Locale,
): Record<string, unknown> => ({
  id: idOf(message),
  _id: idOf(message),
  conversationId: idOf(message.conversationId),
  number: message.number,
  sender: sender ? presentPerson(sender) : presentDoer(idOf(message.senderId), new Map()),
  isMine,
  content: message.removedAt ? removedText(locale) : message.content,
  isRemoved: message.removedAt !== undefined,
  attachments: files.map(presentFile),
  hiddenContacts: message.hiddenContacts,
  isRead,
  createdAt: message.createdAt,
});

/** What stands in place of a message that staff has taken away. */
const removedText = (locale: Locale): string => t(locale, 'conversation.removed');

/** A file with the link by which it is seen. */
export const presentFile = ({
  mediaId,
  url,
  contentType,
  sizeBytes,
  width,
  height,
}: SeenFile): Record<string, unknown> => ({
  id: idOf(mediaId),
  _id: idOf(mediaId),
  url,
  kind: contentType.startsWith('image/') ? 'image' : 'file',
  contentType,
  sizeBytes,
  width: width ?? null,
  height: height ?? null,
});

/** What a conversation comes to, with who said what. */
export const presentSummary = ({ people, ...summary }: TalkSummary): Record<string, unknown> => ({
  conversationId: summary.conversationId,
  generatedBy: summary.generatedBy,
  language: summary.locale,
  summary: summary.text,
  points: summary.points.map(({ messageId, senderId, excerpt, at }) => ({
    messageId,
    sender: presentDoer(senderId, people),
    content: excerpt,
    createdAt: at,
  })),
  messageCount: summary.messageCount,
  readMessages: summary.readMessages,
});
