import type { Id } from '../../../utils/ids';

interface TalkFact {
  conversationId: Id;
  jobId: Id;
}

/** What happens between the two sides of a job. What they write stays in its message. */
export interface ConversationEvents {
  'conversation.opened': TalkFact & { clientId: Id; craftsmanId: Id };
  'message.sent': TalkFact & {
    messageId: Id;
    senderId: Id;
    receiverId: Id;
    /** The job's. */
    title: string;
    /** The beginning of the text as it is stored; empty where only files were sent. */
    excerpt: string;
  };
  /** Contact details were taken out of a message before the hire. */
  'message.contactsHidden': TalkFact & { messageId: Id; senderId: Id; count: number };
  /** Staff took its words and files away. */
  'message.removed': TalkFact & {
    messageId: Id;
    senderId: Id;
    /** The two of the conversation. */
    people: readonly Id[];
    number: number;
    /** The job's. */
    title: string;
    /** ISO. */
    sentAt: string;
    removedAt: string;
    reason: string;
  };
  'message.read': TalkFact & {
    readerId: Id;
    /** Whose messages were read; absent where the two have blocked each other: then only the reader's own apps hear of it. */
    writerId?: Id;
    /** The number of the last message that was there. */
    upTo: number;
    /** ISO. */
    readAt: string;
  };
}
