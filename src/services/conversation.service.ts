import type { PipelineStage, QueryFilter } from 'mongoose';
import { ConversationModel, type Conversation } from '../models/conversation.model';
import { MessageModel, type Message } from '../models/message.model';
import { countUnread, talkJoins, type TalkPerson, type TalkRow } from '../models/queries/talk.query';
import type { Clock } from '../utils/clock';
import { toObjectId, type Id } from '../utils/ids';
import { mapPage, type Page, type PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { Locale, UserActor } from '../utils/types/actor';
import { stemsOf } from './conversations/draft';
import { markRead, type Reading } from './conversations/reading';
import { summarise, type TalkSummary } from './conversations/summarising';
import {
  getConversation,
  seenConversation,
  seenMessage,
  type SeenConversation,
  type SeenMessage,
  type SentMessage,
} from './conversations/views';
import type { MediaService } from './media.service';
import type { Outbox } from './outbox/outbox.service';
import type { SettingService } from './setting.service';

export interface ConversationPage {
  readonly page: Page<SeenConversation>;
  /** Of all one's conversations. */
  readonly unreadCount: number;
}

export interface MessageAsk {
  /** Words in any language; absent: all. */
  readonly search?: string | undefined;
  readonly request: PageRequest;
}

export interface ConversationService {
  /** One's own, the one written in last first. */
  list(
    actor: UserActor,
    ask: { readonly unreadOnly: boolean; readonly request: PageRequest },
  ): Promise<ConversationPage>;
  /** One's own; 404 for everybody else. */
  get(actor: UserActor, conversationId: Id): Promise<SeenConversation>;
  /** The messages of one's own conversation, newest first, or those that have all the words. */
  listMessages(actor: UserActor, conversationId: Id, ask: MessageAsk): Promise<Page<SeenMessage>>;
  /** A message that the actor has just sent, as he sees it. */
  present(actor: UserActor, sent: SentMessage): SeenMessage;
  /** Moves one's own mark forward, never back; safe to repeat. */
  markRead(actor: UserActor, reading: Reading): Promise<SeenConversation>;
  /** How many messages wait for the actor in all his conversations. */
  countUnread(actor: UserActor): Promise<number>;
  /** What of the latest messages says most, in the writers' words within a frame in the reader's language. */
  summarise(
    actor: UserActor,
    ask: { readonly conversationId: Id; readonly locale: Locale },
  ): Promise<TalkSummary>;
}

export interface ConversationDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
  readonly mediaLibrary: Pick<MediaService, 'urlOf'>;
}

const newestFirst = { lastAt: -1, _id: -1 } as const;
const lastFirst = { number: -1 } as const;
/** Nobody reads further; the sum is of so many at most. */
const MOST_CONVERSATIONS = 1_000;

/** Makes what people see of what they write to each other; opening and sending are acts. */
export function makeConversationService(deps: ConversationDeps): ConversationService {
  const { mediaLibrary } = deps;
  const { urlOf } = mediaLibrary;
  return {
    async list(actor, { unreadOnly, request }) {
      const me = toObjectId(actor.id);
      const filter = unreadOnly ? { unreadOf: me } : { people: me };
      const [page, unreadCount] = await Promise.all([
        findRows(filter, { request, join: talkJoins() }),
        countUnread(actor.id, MOST_CONVERSATIONS),
      ]);
      return { page: mapPage(page, (row) => seenConversation(row, actor.id)), unreadCount };
    },
    get: getConversation,
    async listMessages(actor, conversationId, { search, request }) {
      const { conversation, people } = await getConversation(actor, conversationId);
      const stems = search === undefined ? [] : stemsOf(search);
      const filter: QueryFilter<Message> = {
        conversationId: conversation._id,
        ...(stems.length > 0 && { terms: { $all: stems } }),
      };
      const counted = stems.length === 0 ? { counted: conversation.messageCount } : {};
      const select = { terms: 0 } as const;
      const page = await findPage(MessageModel, { filter, sort: lastFirst, request, select, ...counted });
      const looking = { viewerId: actor.id, people, urlOf };
      return mapPage(page, (message) => seenMessage(message, conversation, looking));
    },
    present(actor, { message, conversation }) {
      const people = new Map<Id, TalkPerson>([[actor.id, { _id: toObjectId(actor.id), ...actor.card }]]);
      return seenMessage(message, conversation, { viewerId: actor.id, people, urlOf });
    },
    markRead: (actor, reading) => markRead(actor, reading, deps),
    countUnread: (actor) => countUnread(actor.id, MOST_CONVERSATIONS),
    summarise: (actor, { conversationId, locale }) => summarise(actor, conversationId, { ...deps, locale }),
  };
}

interface Rows {
  readonly request: PageRequest;
  readonly join: readonly PipelineStage[];
}

const findRows = (filter: QueryFilter<Conversation>, rows: Rows): Promise<Page<TalkRow>> =>
  findPage<Conversation, TalkRow>(ConversationModel, { filter, sort: newestFirst, ...rows });
