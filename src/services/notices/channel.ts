import type { NotificationType } from '../../models/notification.model';
import type { Id } from '../../utils/ids';
import type { NamesOf, TextParams } from '../../utils/i18n';
import type { Later } from '../outbox/on';
import type { Receiver } from './receiver';

/** The notices that have texts: `notice.<name>.title` and `.body`. */
export type NoticeName = NamesOf<'notice', 'title'>;
/** The mails that have texts of their own: `mail.<name>.subject`, `.body` and perhaps `.button`. */
export type MailName = NamesOf<'mail', 'subject'>;
/** The labels of facts in mails: `mail.fact.<name>`. */
export type FactName = 'device' | 'place' | 'time' | 'oldAddress' | 'newAddress' | 'reason' | 'until';

/** A fact as a mail shows it; instants are written in the receiver's language. */
export type Fact = readonly [label: FactName, value: string | Date | undefined];

export interface MailPart {
  readonly template: MailName;
  /** Another address than the receiver's present one. */
  readonly to?: string | undefined;
  readonly facts: readonly Fact[];
  /** The one-time token behind the button. */
  readonly tokenId?: Id | undefined;
}

/** One notice on its way to one receiver. */
export interface Outgoing {
  readonly receiver: Receiver;
  /** Absent on letters, which are mail and nothing else. */
  readonly name?: NoticeName | undefined;
  readonly type: NotificationType;
  /** Whoever has the app open sees it there. */
  readonly isLive?: boolean | undefined;
  readonly params: TextParams;
  readonly data: Readonly<Record<string, unknown>>;
  readonly mail?: MailPart | undefined;
  /** When the fact happened. */
  readonly at: Date;
  readonly dedupeKey: string;
  readonly signal: AbortSignal;
}

/** One way to a receiver: delivers, puts off (`later`), or does nothing when the receiver does not want it. */
export type Channel = (notice: Outgoing) => Promise<Later | undefined>;

/** Every way that notices go. A further one is a file beside these and a line in `makeChannels`. */
export const CHANNELS = ['in-app', 'push', 'mail'] as const;
export type ChannelName = (typeof CHANNELS)[number];
export type Channels = Readonly<Record<ChannelName, Channel>>;
