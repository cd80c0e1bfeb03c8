import { DeviceModel } from '../../src/models/device.model';
import type { NotificationType } from '../../src/models/notification.model';
import { QueuedPushModel } from '../../src/models/queuedPush.model';
import type { Outgoing } from '../../src/services/notices/channel';
import { makePushChannel } from '../../src/services/notices/push';
import { purgeClosedPushes } from '../../src/services/notices/pushRows';
import { putOffUntil } from '../../src/services/outbox/on';
import type { PushMessage, PushProvider, PushResult } from '../../src/services/providers/push/provider';
import { after, days, hours, minutes, seconds } from '../../src/utils/clock';
import { UpstreamError } from '../../src/utils/errors';
import { newId } from '../../src/utils/ids';
import { aUser, type MadeUser, type UserOverrides } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();
const JOB = newId().toHexString();
const AT_NIGHT = new Date('2026-03-02T21:30:00.000Z'); // 23:30 in Cairo
const MORNING = new Date('2026-03-03T05:00:00.000Z');
const QUIET = { quietHours: { from: '22:00', to: '07:00' } };

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
  data: { jobId: JOB, until: null, count: 3 },
  at: app.clock.now(),
  dedupeKey: 'delivery-1',
  signal: new AbortController().signal,
  ...overrides,
});
const pick = ({ preferences }: MadeUser['user']) => (preferences ? { preferences } : {});

type Answer = (message: PushMessage) => Promise<PushResult>;
const taken: Answer = () => Promise.resolve({ deadTokens: [], missed: [] });
const away: Answer = ({ tokens }) =>
  Promise.resolve({ deadTokens: [], missed: tokens, retryAfterSeconds: 30 });
const refused: Answer = ({ tokens }) =>
  Promise.resolve({ deadTokens: [], missed: tokens, refusal: '400 INVALID_ARGUMENT' });

function aChannel(first: Answer = taken, isConnected = false) {
  const sent: PushMessage[] = [];
  const carrier = { answer: first };
  const push: PushProvider = {
    name: 'fcm',
    send: (message) => {
      sent.push(message);
      return carrier.answer(message);
    },
  };
  const { clock, container } = app;
  const tell = makePushChannel({
    clock,
    push,
    devices: container.devices,
    timeZone: () => Promise.resolve('Africa/Cairo'),
    isConnected: () => isConnected,
    appUrl: 'https://app.example.org',
  });
  return { sent, tell, carrier };
}

describe('a push', () => {
  it('goes to all devices of the receiver, in his language, with ids as text and a link to what it speaks of', async () => {
    const mona = await aReceiver({ locale: 'ar' }, ['phone-token', 'tablet-token']);
    const { sent, tell } = aChannel();

    await tell(outgoing(mona));

    expect(sent).toMatchObject([
      {
        title: 'حسابك متاح من جديد',
        data: {
          jobId: JOB,
          count: '3',
          type: 'status',
          name: 'unbanned',
          link: `https://app.example.org/jobs/${JOB}`,
        },
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
    expect(await QueuedPushModel.countDocuments()).toBe(0);
  });

  it('of what an open app shows by itself is not sent to whoever has it open; another one is', async () => {
    const mona = await aReceiver();
    const { sent, tell } = aChannel(taken, true);

    await tell(outgoing(mona, { isLive: true }));
    await tell(outgoing(mona, { dedupeKey: 'delivery-2' }));

    expect(sent).toHaveLength(1);
  });

  it.each([
    ['at all', { channels: { push: false } }, 0],
    ['of its kind', { events: { status: { push: false } } }, 0],
    ['of another kind', { events: { quote: { push: false } } }, 1],
    ['by mail', { events: { status: { email: false } } }, 1],
  ] as const)('respects the wish for none %s, except for security', async (_what, preferences, count) => {
    const mona = await aReceiver({ preferences });
    const { sent, tell } = aChannel();

    await tell(outgoing(mona));
    const usual = sent.length;
    await tell(outgoing(mona, { type: 'security', dedupeKey: 'delivery-2' }));

    expect([usual, sent.length]).toEqual([count, count + 1]);
  });

  it('waits for the end of quiet hours, except for security', async () => {
    app.clock.set(AT_NIGHT);
    const mona = await aReceiver({ preferences: QUIET });
    const { sent, tell } = aChannel();

    const told = await tell(outgoing(mona));
    await tell(outgoing(mona, { type: 'security', dedupeKey: 'delivery-2' }));

    expect(putOffUntil(told)).toEqual(MORNING);
    expect(sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['delivery-2']);
  });

  it('of security passes by any number of those that wait for the morning', async () => {
    app.clock.set(AT_NIGHT);
    const mona = await aReceiver({ preferences: QUIET });
    const { sent, tell } = aChannel();
    const row = {
      userId: mona.user._id,
      at: AT_NIGHT,
      type: 'message',
      title: 't',
      body: 'b',
      data: {},
    } as const;
    const asleep = Array.from({ length: 230 }, (_, index) => ({
      ...row,
      _id: newId(),
      dedupeKey: `asleep-${index}`,
      isQuiet: true,
      isOpen: true,
    }));
    await QueuedPushModel.insertMany(asleep);

    const told = await tell(outgoing(mona, { type: 'security', dedupeKey: 'z', at: after(AT_NIGHT, 1) }));

    expect([told, sent.map(({ idempotencyKey }) => idempotencyKey)]).toEqual([undefined, ['z']]);
    expect(await QueuedPushModel.countDocuments({ isOpen: true })).toBe(230);
  });

  it('to a device without the app forgets the device', async () => {
    const mona = await aReceiver({}, ['phone-token', 'old-phone-token']);
    const { tell } = aChannel(() => Promise.resolve({ deadTokens: ['old-phone-token'], missed: [] }));

    await tell(outgoing(mona));

    const left = await DeviceModel.find().lean();
    expect(left.map(({ token }) => token)).toEqual(['phone-token']);
  });

  it('is handed over once, however often its delivery runs', async () => {
    const mona = await aReceiver();
    const { sent, tell } = aChannel();

    await tell(outgoing(mona));
    const again = await tell(outgoing(mona));

    expect([sent.length, again]).toEqual([1, undefined]);
  });

  it('that some devices missed goes to those alone the next time', async () => {
    const mona = await aReceiver({}, ['phone-token', 'tablet-token']);
    const { sent, tell, carrier } = aChannel(() =>
      Promise.resolve({ deadTokens: [], missed: ['tablet-token'], retryAfterSeconds: 5 }),
    );

    const told = await tell(outgoing(mona));
    carrier.answer = taken;
    app.clock.advance(seconds(5));
    const later = await tell(outgoing(mona));

    expect(putOffUntil(told)).toEqual(app.clock.now());
    expect([sent[1]?.tokens, later]).toEqual([['tablet-token'], undefined]);
  });

  it('waits as long as the carrier asks, and longer the longer he is away', async () => {
    const mona = await aReceiver();
    const { sent, tell } = aChannel(away);
    const happened = app.clock.now();

    const told = await tell(outgoing(mona, { at: happened }));
    const early = await tell(outgoing(mona, { at: happened }));
    app.clock.advance(hours(1));
    const later = await tell(outgoing(mona, { at: happened }));

    expect([putOffUntil(told), putOffUntil(early)]).toEqual([
      after(happened, seconds(30)),
      after(happened, seconds(30)),
    ]);
    expect(putOffUntil(later)).toEqual(after(app.clock.now(), minutes(5)));
    expect(sent).toHaveLength(2);
  });

  it('that the carrier refuses fails, keeps nobody behind it waiting, and may be tried again', async () => {
    const mona = await aReceiver();
    const { sent, tell, carrier } = aChannel(refused);

    await expect(tell(outgoing(mona))).rejects.toThrow(UpstreamError);
    carrier.answer = taken;
    await tell(outgoing(mona, { dedupeKey: 'delivery-2' }));
    await tell(outgoing(mona));

    expect(sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      'delivery-1',
      'delivery-2',
      'delivery-1',
    ]);
  });

  it('that nobody took for two days is left to staff', async () => {
    const mona = await aReceiver();
    const { tell } = aChannel(away);
    const at = app.clock.now();
    await tell(outgoing(mona, { at }));
    app.clock.advance(hours(49));

    await expect(tell(outgoing(mona, { at }))).rejects.toThrow(UpstreamError);
  });

  it('that was given up before anything left is sent the next time', async () => {
    const mona = await aReceiver();
    const { sent, tell, carrier } = aChannel(() => Promise.reject(new Error('too late')));

    await expect(tell(outgoing(mona))).rejects.toThrow('too late');
    carrier.answer = taken;
    await tell(outgoing(mona));

    expect(sent).toHaveLength(2);
  });

  it('with which a process died is not sent again: perhaps it was sent', async () => {
    const mona = await aReceiver();
    const dying = aChannel(() => new Promise(() => undefined));
    const isUnderWay = new Promise<void>((resolve) => {
      dying.carrier.answer = () => {
        resolve();
        return new Promise(() => undefined);
      };
    });
    void dying.tell(outgoing(mona));
    await isUnderWay;

    const { sent, tell } = aChannel();
    const meanwhile = await tell(outgoing(mona));
    app.clock.advance(minutes(1));
    const later = await tell(outgoing(mona));

    expect(putOffUntil(meanwhile)).toEqual(after(after(app.clock.now(), -minutes(1)), seconds(1)));
    expect([sent, later]).toEqual([[], undefined]);
  });

  it('is kept for a week after it is through', async () => {
    const mona = await aReceiver();
    await aChannel().tell(outgoing(mona));

    const early = await purgeClosedPushes(app.clock.now());
    const late = await purgeClosedPushes(after(app.clock.now(), days(7)));

    expect([early, late]).toEqual([0, 1]);
  });
});

describe('messages that come in quiet hours', () => {
  const night = async (count: number, locale: 'en' | 'ar' = 'en') => {
    app.clock.set(AT_NIGHT);
    const mona = await aReceiver({ locale, preferences: QUIET });
    const channel = aChannel();
    const messages = Array.from({ length: count }, (_, index) =>
      outgoing(mona, { type: 'message', dedupeKey: `message-${index}`, at: after(AT_NIGHT, index) }),
    );
    const told: (Date | undefined)[] = [];
    for (const message of messages) {
      told.push(putOffUntil(await channel.tell(message)));
    }
    expect(told.every((until) => until?.getTime() === MORNING.getTime())).toBe(true);
    app.clock.set(MORNING);
    return { ...channel, mona, messages };
  };

  it('are told one by one when they are five', async () => {
    const { sent, tell, messages } = await night(5);

    const later = await Promise.all(messages.map(tell));

    expect(sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      messages.map(({ dedupeKey }) => dedupeKey),
    );
    expect(later.every((told) => told === undefined)).toBe(true);
  });

  it.each([
    ['en', '6 messages wait for you'],
    ['ar', '6 رسائل في انتظارك'],
  ] as const)('are one push that says how many when they are more, in %s', async (locale, title) => {
    const { sent, tell, messages } = await night(6, locale);

    const later = await Promise.all(messages.map(tell));

    expect(sent).toMatchObject([
      {
        title,
        data: {
          type: 'message',
          name: 'messagesWaiting',
          count: '6',
          link: 'https://app.example.org/jobs',
        },
        idempotencyKey: 'message-0',
      },
    ]);
    expect(later.every((told) => told === undefined)).toBe(true);
  });

  it('leave everything else its own push, in its place', async () => {
    const { sent, tell, messages, mona } = await night(7);
    const quote = outgoing(mona, { type: 'quote', dedupeKey: 'a-quote', at: AT_NIGHT });
    await tell(quote);

    await Promise.all(messages.map(tell));

    expect(sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a-quote', 'message-0']);
  });

  it('that come by day are told one by one, however many', async () => {
    const mona = await aReceiver({ preferences: QUIET });
    const { sent, tell } = aChannel();

    const told = Array.from({ length: 8 }, (_, index) =>
      tell(outgoing(mona, { type: 'message', dedupeKey: `message-${index}` })),
    );
    await Promise.all(told);

    expect(sent).toHaveLength(8);
  });

  it('whose one push fails wait together', async () => {
    const { sent, tell, messages, carrier } = await night(6);
    carrier.answer = away;
    await Promise.all(messages.map(tell));
    carrier.answer = taken;
    app.clock.advance(hours(8));

    await Promise.all(messages.map(tell));

    expect(sent.map(({ data }) => data['count'])).toEqual(['6', '6']);
  });
});
