import type { Id } from '../../../utils/ids';
import { logActivity } from './log-activity';

const message = (id: Id): { type: 'contactMessage'; id: Id } => ({ type: 'contactMessage', id });

export const receivedActivity = logActivity('contactMessage.received', ({ contactMessageId }) => ({
  action: 'contactMessage.received',
  target: message(contactMessageId),
  after: { status: 'Received' },
}));

export const sentActivity = logActivity('contactMessage.sent', ({ contactMessageId, tries }) => ({
  action: 'contactMessage.sent',
  target: message(contactMessageId),
  after: { status: 'Sent', tries },
}));

export const failedActivity = logActivity(
  'contactMessage.failed',
  ({ contactMessageId, tries, isGivenUp }) => ({
    action: 'contactMessage.failed',
    target: message(contactMessageId),
    after: { status: 'Failed', tries, isGivenUp },
  }),
);

export const retriedActivity = logActivity('contactMessage.retried', ({ contactMessageId }) => ({
  action: 'contactMessage.retried',
  target: message(contactMessageId),
}));

export const closedActivity = logActivity('contactMessage.closed', ({ contactMessageId, from }) => ({
  action: 'contactMessage.closed',
  target: message(contactMessageId),
  before: { status: from },
  after: { status: 'Closed' },
}));
