import * as abuseReport from './abuseReport.handlers';
import { decidedNotices } from './abuseReport.notices';
import * as conversation from './conversation.handlers';
import { messageReceivedNotices, messageRemovedNotices } from './conversation.notices';
import * as craftsman from './craftsman.handlers';
import type { AppHandlers } from './handler';
import * as review from './review.handlers';
import * as reviewNotices from './review.notices';

/** Who hears of what two sides say of and to each other. */
export const trustHandlers = {
  'review.submitted': [review.submittedActivity, ...reviewNotices.otherReviewedNotices],
  'review.edited': [review.editedActivity],
  'review.removed': [review.removedActivity],
  'review.revealed': [
    craftsman.revealedListing,
    review.revealedActivity,
    review.revealedSocket,
    ...reviewNotices.revealedNotices,
  ],
  'review.replied': [review.repliedActivity],
  'review.moderated': [
    craftsman.moderatedListing,
    review.moderatedActivity,
    ...reviewNotices.moderatedNotices,
  ],
  'conversation.opened': [conversation.conversationOpenedActivity],
  'message.sent': [conversation.messageSocket, ...messageReceivedNotices],
  'message.contactsHidden': [conversation.contactsHiddenActivity],
  'message.read': [conversation.messageReadSocket],
  'message.removed': [
    conversation.messageRemovedActivity,
    conversation.messageRemovedCopies,
    conversation.messageRemovedSocket,
    ...messageRemovedNotices,
  ],
  'abuseReport.filed': [abuseReport.filedActivity],
  'abuseReport.taken': [abuseReport.takenActivity],
  'abuseReport.decided': [abuseReport.decidedActivity, ...decidedNotices],
} satisfies Partial<AppHandlers>;
