import type { NotificationType } from '../../models/notification.model';
import type { Id } from '../../utils/ids';
import type { TextParams } from '../../utils/i18n';
import { putOffUntil, later, type Delivery, type Handler, type Later, type MakeHandler } from '../outbox/on';
import type { ChannelName, Channels, Fact, MailName, NoticeName, Outgoing } from './channel';
import { findReceiver, type Receiver } from './receiver';

interface Addressed<D> {
  readonly type: NotificationType;
  readonly to: (data: D) => Id | readonly Id[];
  /** Absent: always. */
  readonly when?: (data: D) => boolean;
  /** The last word to somebody whose account is gone; nothing else is said to him. */
  readonly isFarewell?: true;
}

interface MailFacts<D> {
  /** Another address than the receiver's present one. */
  readonly address?: (data: D) => string;
  readonly facts?: (data: D, at: Date) => readonly Fact[];
  /** The one-time token behind the button. */
  readonly tokenId?: (data: D) => Id;
}

/** Something that users are told because of an event, by several ways. */
export interface Notice<D> extends Addressed<D> {
  /** Its texts; also part of the handlers' names, so it never changes while deliveries are under way. */
  readonly name: NoticeName;
  readonly channels: readonly [ChannelName, ...ChannelName[]];
  /** Whoever has the app open sees it there: no push for him. */
  readonly isLive?: boolean;
  /** What the texts are filled with. */
  readonly params?: (data: D, receiver: Receiver) => TextParams;
  /** The ids that the notification speaks of. */
  readonly data?: (data: D) => Readonly<Record<string, unknown>>;
  /** Absent: the mail has the words of the notification. */
  readonly mail?: MailFacts<D> & { readonly template: MailName };
}

/** A mail that stands for itself, such as the one with a link to reset the password. */
export interface Letter<D> extends Addressed<D>, MailFacts<D> {
  readonly template: MailName;
}

/** What handlers of notices use of the world. */
export interface NoticeDeps {
  readonly notices: Channels;
}

type Make<D> = (
  delivery: Delivery<D>,
  receiver: Receiver,
) => Omit<Outgoing, 'at' | 'dedupeKey' | 'receiver' | 'signal'>;

/** Makes `notice` and `letter` for a catalogue of events. */
export function makeNotice<Events, Deps extends NoticeDeps>(on: MakeHandler<Events, Deps>) {
  const handler = <E extends keyof Events & string>(
    [event, name, channel]: readonly [E, string, ChannelName],
    addressed: Addressed<Events[E]>,
    make: Make<Events[E]>,
  ): Handler<E, Events[E], Deps> =>
    on(event, `${name}.${channel}`, (delivery, { notices }) =>
      toEach(addressed, delivery, (receiver) =>
        notices[channel]({
          ...make(delivery, receiver),
          receiver,
          at: delivery.at,
          dedupeKey: `${delivery.deliveryId}:${receiver.id}`,
          signal: delivery.signal,
        }),
      ),
    );
  return {
    /** The handlers that tell somebody of an event: one for each way, so that a failing mail repeats no notification. */
    notice: <E extends keyof Events & string>(
      event: E,
      notice: Notice<Events[E]>,
    ): Handler<E, Events[E], Deps>[] =>
      notice.channels.map((channel) => handler([event, notice.name, channel], notice, noticeMaker(notice))),

    /** The handler that sends one mail because of an event. */
    letter: <E extends keyof Events & string>(
      event: E,
      letter: Letter<Events[E]>,
    ): Handler<E, Events[E], Deps> =>
      handler([event, letter.template, 'mail'], letter, ({ data, at }) => ({
        type: letter.type,
        params: {},
        data: {},
        mail: { template: letter.template, ...mailFacts(letter, data, at) },
      })),
  };
}

const noticeMaker =
  <D>({ name, type, isLive, params, data, mail }: Notice<D>): Make<D> =>
  (delivery, receiver) => ({
    name,
    type,
    params: params?.(delivery.data, receiver) ?? {},
    data: data?.(delivery.data) ?? {},
    ...(isLive === true && { isLive }),
    ...(mail && { mail: { template: mail.template, ...mailFacts(mail, delivery.data, delivery.at) } }),
  });

const mailFacts = <D>({ address, facts, tokenId }: MailFacts<D>, data: D, at: Date) => ({
  to: address?.(data),
  facts: facts?.(data, at) ?? [],
  tokenId: tokenId?.(data),
});

/** One receiver after the other; those for whom it is too early put the delivery off, the others are not told again then. */
async function toEach<D>(
  { to, when, isFarewell }: Addressed<D>,
  { data }: Delivery<D>,
  send: (receiver: Receiver) => Promise<Later | undefined>,
): Promise<Later | undefined> {
  const named = when?.(data) === false ? [] : to(data);
  const waits: Date[] = [];
  for (const id of typeof named === 'string' ? [named] : named) {
    const receiver = await findReader(id, isFarewell);
    const wait = receiver && putOffUntil(await send(receiver));
    waits.push(...(wait ? [wait] : []));
  }
  const [first] = waits.sort((a, b) => a.getTime() - b.getTime());
  return first && later(first);
}

/** Nobody reads what is said to an account that is gone, or erased; but for the last word. */
async function findReader(id: Id, isFarewell: true | undefined): Promise<Receiver | null> {
  const found = await findReceiver(id);
  return found?.isErased && !isFarewell ? null : found;
}
