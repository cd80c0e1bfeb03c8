import type { Id } from '../../../utils/ids';

/** What happened to what users were told. */
export interface NotificationEvents {
  /** Somebody with very many unread ones has read them all: those up to `through` are still to be marked. */
  'notification.allRead': { userId: Id; through: string };
}
