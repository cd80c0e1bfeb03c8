import type { Mailer, MailProvider } from './provider';
import { renderMail } from './render';

/** Makes the mailer: one layout, whoever carries the mail. */
export const makeMailer = (provider: MailProvider): Mailer => ({
  async send({ to, idempotencyKey, signal, ...content }) {
    const { locale, unsubscribe } = content;
    const unsubscribeUrl = unsubscribe?.url;
    await provider.send({ ...renderMail(content), to, locale, unsubscribeUrl, idempotencyKey, signal });
  },
});
