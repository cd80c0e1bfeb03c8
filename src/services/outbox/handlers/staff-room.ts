import * as contactMessage from './contactMessage.handlers';
import { exportedActivity } from './dataExport.handlers';
import type { AppHandlers } from './handler';

/** Who hears of what staff looks up, takes out and answers. */
export const staffRoomHandlers = {
  'contactMessage.received': [contactMessage.receivedActivity],
  'contactMessage.sent': [contactMessage.sentActivity],
  'contactMessage.failed': [contactMessage.failedActivity],
  'contactMessage.retried': [contactMessage.retriedActivity],
  'contactMessage.closed': [contactMessage.closedActivity],
  'data.exported': [exportedActivity],
} satisfies Partial<AppHandlers>;
