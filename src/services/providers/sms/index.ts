import type { Config } from '../../../config';
import { UpstreamError } from '../../../utils/errors';
import type { MessageCatcher } from '../mail/provider';
import { makeLocalSms } from './local';
import type { SmsProvider } from './provider';
import { makeTwilioSms } from './twilio';

/** The provider for these settings: Twilio with credentials, else the developer inbox; in production nothing is caught. */
export function makeSmsProvider(
  { sms, isProduction }: Pick<Config, 'sms' | 'isProduction'>,
  inbox: MessageCatcher,
): SmsProvider {
  if (sms.twilio) {
    return makeTwilioSms(sms.twilio);
  }
  return isProduction ? noSms : makeLocalSms(inbox);
}

const refusal = (): Promise<never> =>
  Promise.reject(new UpstreamError('provider.failed', { pvt: { reason: 'TWILIO_ACCOUNT_SID is not set' } }));

/** No way is open: nobody is told that a code is on its way. */
const noSms: SmsProvider = { name: 'none', channels: [], send: refusal, lookUp: refusal };
