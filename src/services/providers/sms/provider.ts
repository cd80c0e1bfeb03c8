/** Ways to a phone, the preferred one first. */
export type PhoneChannel = 'whatsapp' | 'sms';

/** A short message to one phone, in the receiver's language. */
export interface PhoneMessage {
  readonly channel: PhoneChannel;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  readonly locale: 'en' | 'ar';
  /** The code that the text holds: WhatsApp takes it as the variable of an approved template. */
  readonly code?: string | undefined;
  /** After this the carrier need not try any more. */
  readonly validSeconds: number;
  /** The same for the same cause. */
  readonly idempotencyKey: string;
  /** Gives the sending up. */
  readonly signal?: AbortSignal | undefined;
}

/** A refusal is final for this number on this way; what is not known is thrown. */
export type PhoneResult =
  | { readonly state: 'accepted'; readonly carrierId: string }
  | { readonly state: 'refused'; readonly reason: string };

/** What became of a message that was accepted. */
export type PhoneDelivery = 'underway' | 'delivered' | 'failed';

/** Who carries short messages. Throws `UpstreamError` when it is not known whether the message was taken. */
export interface SmsProvider {
  readonly name: 'twilio' | 'local' | 'none';
  /** The ways that are open, the preferred one first. */
  readonly channels: readonly PhoneChannel[];
  send(message: PhoneMessage): Promise<PhoneResult>;
  lookUp(carrierId: string): Promise<PhoneDelivery>;
}
