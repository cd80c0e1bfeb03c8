import type { MailProvider, MessageCatcher } from './provider';

/** Mails that stay here: they are caught in the developer inbox. */
export const makeLocalMail = (inbox: MessageCatcher): MailProvider => ({
  name: 'local',
  async send({ to, subject, html, text, idempotencyKey, signal }) {
    signal?.throwIfAborted();
    return inbox.add({ channel: 'email', to, subject, html, text, idempotencyKey });
  },
});
