import { OtpModel } from '../../src/models/otp.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import type { SmsProvider } from '../../src/services/providers/sms/provider';
import { minutes, seconds } from '../../src/utils/clock';
import { startTestApp } from '../helpers/app';
import { aPhone } from '../helpers/otp';
import { startTwilioServer, type TwilioServer } from '../support/twilioServer';

let twilio: TwilioServer;
let provider: SmsProvider;
/** The real adapter, led to a server of the test. */
const sms: SmsProvider = {
  name: 'twilio',
  channels: ['whatsapp', 'sms'],
  send: (message) => provider.send(message),
  lookUp: (id) => provider.lookUp(id),
};
const app = startTestApp({ sms });
beforeEach(async () => {
  twilio = await startTwilioServer();
  provider = twilio.provider({ templates: {} });
});
afterEach(() => twilio.close());

async function ask(path = 'send-otp'): Promise<string> {
  const phone = aPhone();
  expect((await app.http.post(`/api/auth/${path}`).send({ phone })).status).toBe(200);
  return phone;
}
const ways = (): string[] => twilio.taken.map(({ To }) => (To.startsWith('whatsapp:') ? 'whatsapp' : 'sms'));
const codes = (): string[] => twilio.taken.map(({ Body = '' }) => Body.slice(0, 6));
const deliveryTo = async (phone: string) => (await OtpModel.findOne({ phone }).lean())?.delivery;
const later = async (ms: number): Promise<void> => {
  app.clock.advance(ms);
  await app.drainOutbox();
};
const onWhatsApp = (to: string): boolean => to.startsWith('whatsapp:');

describe('a code on its way', () => {
  it('goes by WhatsApp alone when that reaches the phone', async () => {
    const phone = await ask();
    twilio.stateOf = () => 'delivered';
    await app.drainOutbox();

    await later(seconds(5));
    await later(minutes(1));

    expect(ways()).toEqual(['whatsapp']);
    expect(await deliveryTo(phone)).toMatchObject({ channel: 'whatsapp', state: 'delivered' });
    expect((await OtpModel.findOne({ phone }).lean())?.sealedCode).toBeUndefined();
  });

  it.each([
    ['is refused for this number', { status: 400, code: 63_003 }],
    ['is down', { status: 503 }],
    ['says nothing', { silent: true } as const],
  ])('goes as a text message at once when WhatsApp %s', async (_what, mood) => {
    twilio.mood = (to) => (onWhatsApp(to) ? mood : undefined);
    const phone = await ask();

    await app.drainOutbox();

    expect(ways()).toEqual(['sms']);
    expect(await deliveryTo(phone)).toMatchObject({ channel: 'sms', state: 'accepted' });
  });

  it.each([
    ['says later that it failed', 'undelivered', 5],
    ['has not reached the phone after a while', 'sent', 25],
  ])('goes as a text message, with the same code, when WhatsApp %s', async (_what, state, after) => {
    await ask();
    await app.drainOutbox();
    twilio.stateOf = () => state;

    await later(seconds(after));

    expect(ways()).toEqual(['whatsapp', 'sms']);
    expect(codes()[0]).toBe(codes()[1]);
  });

  it('is tried again with the same code while no way is open, until it is too old', async () => {
    twilio.mood = () => ({ status: 503 });
    const phone = await ask();
    await app.container.dispatcher.processAll();
    const stopped = await OutboxRowModel.countDocuments({ handler: 'send-code', state: 'pending' });
    twilio.mood = () => undefined;
    app.restart();

    await later(seconds(2));

    expect([stopped, ways()]).toEqual([1, ['whatsapp']]);
    twilio.mood = () => ({ status: 503 });
    await later(minutes(5));
    expect(
      await OutboxRowModel.countDocuments({ handler: 'send-code', state: { $in: ['pending', 'dead'] } }),
    ).toBe(0);
    expect(await deliveryTo(phone)).toMatchObject({ channel: 'whatsapp' });
  });

  it('stops when it was used, or when another one has taken its place', async () => {
    twilio.stateOf = () => 'sent';
    const phone = await ask();
    await app.drainOutbox();
    const [code] = codes();
    await app.http.post('/api/auth/verify-otp').send({ phone, otp: code, role: 'client', fullName: 'Mona' });

    await later(minutes(1));

    expect(ways()).toEqual(['whatsapp']);
  });

  it('is never in the log, nor is the number, whatever the carrier says', async () => {
    twilio.mood = (to) => (onWhatsApp(to) ? { status: 400, code: 63_003 } : undefined);
    const phone = await ask();
    await app.drainOutbox();

    const said = JSON.stringify([
      app.logger.lines,
      await OutboxRowModel.find({ event: 'otp.issued' }).lean(),
    ]);

    expect(twilio.taken).toHaveLength(1);
    expect(said.includes(codes()[0] ?? 'none')).toBe(false);
    expect(said.includes(phone)).toBe(false);
  });
});
