import type { MessageCatcher } from '../mail/provider';
import type { PhoneChannel, SmsProvider } from './provider';

const SUBJECTS: Readonly<Record<PhoneChannel, string>> = { whatsapp: 'WhatsApp', sms: 'SMS' };

/** Messages to phones that stay here: they are caught in the developer inbox. */
export const makeLocalSms = (inbox: MessageCatcher): SmsProvider => ({
  name: 'local',
  channels: ['whatsapp', 'sms'],
  async send({ channel, to, text, idempotencyKey, signal }) {
    signal?.throwIfAborted();
    const caught = { channel: 'sms', to, subject: SUBJECTS[channel], text } as const;
    const { id } = await inbox.add({ ...caught, idempotencyKey: `${idempotencyKey}:${channel}` });
    return { state: 'accepted', carrierId: id };
  },
  lookUp: () => Promise.resolve('delivered'),
});
