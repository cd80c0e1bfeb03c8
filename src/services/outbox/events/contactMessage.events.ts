import type { Id } from '../../../utils/ids';

/** What became of messages of the contact form; never their words. */
export interface ContactMessageEvents {
  'contactMessage.received': { contactMessageId: Id };
  'contactMessage.sent': { contactMessageId: Id; tries: number };
  'contactMessage.failed': { contactMessageId: Id; tries: number; isGivenUp: boolean };
  'contactMessage.retried': { contactMessageId: Id };
  'contactMessage.closed': { contactMessageId: Id; from: string };
}
