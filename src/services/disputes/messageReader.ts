import type { Id } from '../../utils/ids';

/** A message as it stands in a conversation. */
export interface ReadMessage {
  readonly content: string;
  readonly sentAt: Date;
  readonly authorId: Id;
}

/** The two whose conversation it must be, and who of them asks. */
export interface ConversationParty {
  readonly userId: Id;
  readonly otherId: Id;
}

/** Reads messages for those who were party to them. */
export interface MessageReader {
  /** The message, where it was said between these two; null for every other one. */
  messageFor(party: ConversationParty, messageId: Id): Promise<ReadMessage | null>;
}
