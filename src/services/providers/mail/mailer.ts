import type { Mailer, MailProvider } from './provider';
import { renderMail } from './render';

/** Makes the mailer: one layout, whoever carries the mail. */
export const makeMailer = (provider: MailProvider): Mailer => ({
  async send({ to, idempotencyKey, signal, ...content }) {
    const { locale } = content;
    await provider.send({ ...renderMail(content), to, locale, idempotencyKey, signal });
  },
});
