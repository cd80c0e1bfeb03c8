import type { Locale } from '../../../utils/types/actor';

/** A mail ready to go: every text in the receiver's language. */
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly locale: Locale;
  /** Where one click switches mails of this kind off (RFC 8058); absent on those that cannot be. */
  readonly unsubscribeUrl?: string | undefined;
  /** The same for the same cause: sending it again sends nothing. */
  readonly idempotencyKey: string;
  /** Gives the sending up. */
  readonly signal?: AbortSignal | undefined;
}

/** Who carries mails. Throws `UpstreamError` when it is not known that the mail was taken; repeating is safe. */
export interface MailProvider {
  readonly name: 'resend' | 'local' | 'none';
  send(message: MailMessage): Promise<{ readonly id: string }>;
}

/** What the local stand-in keeps instead of sending. */
export interface CaughtMessage {
  readonly channel: 'email' | 'sms' | 'push';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | undefined;
  readonly idempotencyKey: string;
}

/** Where local stand-ins put what they would have sent; adding the same key again gives the first one's id. */
export interface MessageCatcher {
  add(message: CaughtMessage): Promise<{ readonly id: string }>;
}

/** What a mail says, before it is laid out; plain text throughout. */
export interface MailContent {
  readonly locale: Locale;
  readonly subject: string;
  /** The receiver's first name. */
  readonly name?: string | undefined;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  readonly button?: { readonly label: string; readonly url: string } | undefined;
  /** Says that this mail cannot be switched off. */
  readonly isSecurity: boolean;
  /** Where mails of this kind are switched off, and how that is called. */
  readonly unsubscribe?: { readonly label: string; readonly url: string } | undefined;
}

/** Lays a mail out and hands it to the provider. */
export interface Mailer {
  send(mail: MailContent & Pick<MailMessage, 'to' | 'idempotencyKey' | 'signal'>): Promise<void>;
}
