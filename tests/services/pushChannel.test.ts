import { DeviceModel } from '../../src/models/device.model';
import type { NotificationType } from '../../src/models/notification.model';
import type { Outgoing } from '../../src/services/notices/channel';
import { makePushChannel } from '../../src/services/notices/push';
import { putOffUntil } from '../../src/services/outbox/on';
import type { PushMessage, PushProvider } from '../../src/services/providers/push/provider';
import { seconds, after } from '../../src/utils/clock';
import { UpstreamError } from '../../src/utils/errors';
import { aUser, type MadeUser, type UserOverrides } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const aReceiver = async (overrides: UserOverrides = {}, tokens = ['phone-token']): Promise<MadeUser> => {
  const made = await aUser(app, overrides);
  for (const token of tokens) {
    await made.as.post('/api/users/me/devices').send({ token, platform: 'android' });
  }
  return made;
};

const outgoing = ({ user, id }: MadeUser, overrides: Partial<Outgoing> = {}): Outgoing => ({
  receiver: { id, locale: user.locale, firstName: user.firstName, ...pick(user) },
  name: 'unbanned',
  type: 'status' satisfies NotificationType,
  params: {},
  data: { jobId: 'j1', until: null, count: 3 },
  dedupeKey: 'delivery-1',
  signal: new AbortController().signal,
  ...overrides,
});
const pick = ({ preferences }: MadeUser['user']) => (preferences ? { preferences } : {});

function aChannel(
  answer: () => Promise<{ deadTokens: string[] }> = () => Promise.resolve({ deadTokens: [] }),
  isConnected = (): boolean => false,
) {
  const sent: PushMessage[] = [];
  const push: PushProvider = {
    name: 'fcm',
    send: (message) => {
      sent.push(message);
      return answer();
    },
  };
  const { clock, container } = app;
  const timeZone = (): Promise<string> => Promise.resolve('Africa/Cairo');
  const { devices } = container;
  return { sent, tell: makePushChannel({ clock, push, devices, isConnected, timeZone }) };
}

describe('a push', () => {
  it('of what an open app shows by itself goes to those only whose app is not open', async () => {
    const mona = await aReceiver({}, ['phone-token']);
    const [open, closed] = [aChannel(undefined, () => true), aChannel()];

    for (const { tell } of [open, closed]) {
      await tell({ ...outgoing(mona), isLive: true });
      await tell(outgoing(mona));
    }

    expect([open.sent.length, closed.sent.length]).toEqual([1, 2]);
  });

  it('goes to all devices of the receiver, in his language, with ids as text', async () => {
    const mona = await aReceiver({ locale: 'ar' }, ['phone-token', 'tablet-token']);
    const { sent, tell } = aChannel();

    await tell(outgoing(mona));

    expect(sent).toMatchObject([
      {
        title: 'حسابك متاح من جديد',
        data: { jobId: 'j1', count: '3', type: 'status', name: 'unbanned' },
        idempotencyKey: 'delivery-1',
      },
    ]);
    expect([...(sent[0]?.tokens ?? [])].sort()).toEqual(['phone-token', 'tablet-token']);
    expect(sent[0]?.data).not.toHaveProperty('until');
  });

  it('is not sent to whoever has no device, and not for a letter', async () => {
    const [mona, adel] = [await aReceiver({}, []), await aReceiver()];
    const { sent, tell } = aChannel();

    await tell(outgoing(mona));
    await tell(outgoing(adel, { name: undefined }));

    expect(sent).toEqual([]);
  });

  it('respects the wish for none, except for security', async () => {
    const mona = await aReceiver({ preferences: { channels: { push: false } } });
    const { sent, tell } = aChannel();

    await tell(outgoing(mona));
    await tell(outgoing(mona, { type: 'security' }));

    expect(sent).toHaveLength(1);
  });

  it('waits for the end of quiet hours, except for security', async () => {
    app.clock.set(new Date('2026-03-02T21:30:00.000Z')); // 23:30 in Cairo
    const mona = await aReceiver({ preferences: { quietHours: { from: '22:00', to: '07:00' } } });
    const { sent, tell } = aChannel();

    const told = await tell(outgoing(mona));
    await tell(outgoing(mona, { type: 'security' }));

    expect(putOffUntil(told)).toEqual(new Date('2026-03-03T05:00:00.000Z'));
    expect(sent).toHaveLength(1);
  });

  it('to a device without the app forgets the device', async () => {
    const mona = await aReceiver({}, ['phone-token', 'old-phone-token']);
    const { tell } = aChannel(() => Promise.resolve({ deadTokens: ['old-phone-token'] }));

    await tell(outgoing(mona));

    const left = await DeviceModel.find().lean();
    expect(left.map(({ token }) => token)).toEqual(['phone-token']);
  });

  it('waits as long as the provider asks, and fails with it otherwise', async () => {
    const mona = await aReceiver();
    const patient = aChannel(() =>
      Promise.reject(new UpstreamError('provider.failed', { retryAfterSeconds: 30 })),
    );
    const failing = aChannel(() => Promise.reject(new UpstreamError('provider.failed')));

    const told = await patient.tell(outgoing(mona));

    expect(putOffUntil(told)).toEqual(after(app.clock.now(), seconds(30)));
    await expect(failing.tell(outgoing(mona))).rejects.toThrow(UpstreamError);
  });
});
