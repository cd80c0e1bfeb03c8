import type { ContactMessage } from '../../models/contactMessage.model';
import { idOf } from '../../utils/ids';

/** To its writer: that it is there. */
export const presentReceipt = (message: ContactMessage): Record<string, unknown> => ({
  id: idOf(message),
  _id: idOf(message),
});

/** To staff: what was written, and what became of it. */
export const presentContactMessage = (message: ContactMessage): Record<string, unknown> => ({
  ...presentReceipt(message),
  name: message.name,
  email: message.email,
  message: message.message,
  locale: message.locale,
  userId: message.userId ? idOf(message.userId) : null,
  status: message.status,
  tries: message.tries,
  nextTryAt: message.nextTryAt ?? null,
  sentAt: message.sentAt ?? null,
  createdAt: message.createdAt,
});
