import { MessageModel, type Message } from '../../models/message.model';
import type { TalkPerson } from '../../models/queries/talk.query';
import { formatInstant, t } from '../../utils/i18n';
import { idOf, type Id } from '../../utils/ids';
import { joinName } from '../../utils/names';
import type { Locale, UserActor } from '../../utils/types/actor';
import type { SettingService } from '../setting.service';
import { excerptOf } from './draft';
import { pointsOf } from './points';
import { getConversation } from './views';

/** One of the points: who said it, in his own words. */
export interface SummaryPoint {
  readonly messageId: Id;
  readonly senderId: Id;
  readonly excerpt: string;
  readonly at: Date;
}

export interface TalkSummary {
  readonly conversationId: Id;
  /** Sentences that were written, chosen by what they say: nothing is made up. */
  readonly generatedBy: 'extract';
  readonly locale: Locale;
  readonly text: string;
  readonly points: readonly SummaryPoint[];
  /** How many there are, and how many of the latest were read for this. */
  readonly messageCount: number;
  readonly readMessages: number;
  readonly people: ReadonlyMap<Id, TalkPerson>;
}

const MOST_READ = 200;
const POINT_LETTERS = 200;

type ReadMessage = Pick<Message, '_id' | 'senderId' | 'content' | 'createdAt'>;

/** Sums up the latest messages of one's own conversation. */
export async function summarise(
  actor: UserActor,
  conversationId: Id,
  { settings, locale }: { readonly settings: Pick<SettingService, 'get'>; readonly locale: Locale },
): Promise<TalkSummary> {
  const { conversation, people } = await getConversation(actor, conversationId);
  const latest = await MessageModel.find(
    { conversationId: conversation._id },
    { content: 1, senderId: 1, createdAt: 1 },
  )
    .sort({ number: -1 })
    .limit(MOST_READ)
    .lean<ReadMessage[]>()
    .exec();
  const messages = latest.reverse();
  const said = pointsOf(messages.map((message) => ({ id: message, content: message.content })));
  const points = said.map(({ id: { _id, senderId, createdAt }, sentence }) => ({
    messageId: idOf(_id),
    senderId: idOf(senderId),
    excerpt: excerptOf(sentence, POINT_LETTERS),
    at: createdAt,
  }));
  const timeZone = await settings.get('market.timeZone');
  const names = namesOf([conversation.clientId, conversation.craftsmanId].map(idOf), people, locale);
  return {
    conversationId,
    generatedBy: 'extract',
    locale,
    text: textOf({ messages, points, names, locale, timeZone }),
    points,
    messageCount: conversation.messageCount,
    readMessages: messages.length,
    people,
  };
}

const namesOf = (
  ids: readonly Id[],
  people: TalkSummary['people'],
  locale: Locale,
): ReadonlyMap<Id, string> =>
  new Map(
    ids.map((id) => {
      const person = people.get(id);
      return [id, (person && joinName(person)) || t(locale, 'conversation.somebody')];
    }),
  );

interface Telling {
  readonly messages: readonly ReadMessage[];
  readonly points: readonly SummaryPoint[];
  readonly names: ReadonlyMap<Id, string>;
  readonly locale: Locale;
  readonly timeZone: string;
}

function textOf({ messages, points, names, locale, timeZone }: Telling): string {
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) {
    return t(locale, 'conversation.summary.none');
  }
  const [client = '', craftsman = ''] = names.values();
  const span = {
    from: formatInstant(locale, first.createdAt, timeZone),
    to: formatInstant(locale, last.createdAt, timeZone),
  };
  const frame = t(locale, 'conversation.summary.frame', {
    count: messages.length,
    client,
    craftsman,
    ...span,
  });
  const lines = points.map(({ senderId, excerpt }) => `• ${names.get(senderId) ?? ''}: ${excerpt}`);
  return [frame, ...lines].join('\n');
}
