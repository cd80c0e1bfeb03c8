import type { Config } from '../../../config';
import { UpstreamError } from '../../../utils/errors';
import { makeLocalMail } from './local';
import type { MailProvider, MessageCatcher } from './provider';
import { makeResendMail } from './resend';

type MailConfig = Pick<Config, 'isProduction'> & {
  readonly mail: Pick<Config['mail'], 'resendApiKey' | 'from'>;
};

/** The provider for these settings: Resend with a key, else the developer inbox; in production nothing is caught. */
export function makeMailProvider({ mail, isProduction }: MailConfig, inbox: MessageCatcher): MailProvider {
  if (mail.resendApiKey !== undefined) {
    return makeResendMail({ apiKey: mail.resendApiKey, from: mail.from });
  }
  return isProduction ? noMail : makeLocalMail(inbox);
}

/** Mails wait as undelivered rows that staff can see and revive once a key is set; none is lost or kept readable. */
const noMail: MailProvider = {
  name: 'none',
  send: () =>
    Promise.reject(new UpstreamError('provider.failed', { pvt: { reason: 'RESEND_API_KEY is not set' } })),
};
