import { readConfig } from '../../src/config';
import { InvalidEnvironment } from '../../src/config/env';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { makeInboxService } from '../../src/services/inbox.service';
import { makeFcmPush, type FcmOptions } from '../../src/services/providers/push/fcm';
import { makePushProvider } from '../../src/services/providers/push';
import { makeLocalPush } from '../../src/services/providers/push/local';
import {
  TOKENS_AT_ONCE,
  type PushMessage,
  type PushProvider,
} from '../../src/services/providers/push/provider';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import {
  AWAY,
  fcmProblem,
  invalid,
  startFcmServer,
  UNREGISTERED,
  type FcmMood,
  type FcmServer,
} from '../support/fcmServer';

let server: FcmServer;
beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);
afterEach(emptyDatabase);
beforeEach(async () => {
  server = await startFcmServer();
});
afterEach(() => server.close());

const fcm = (options: Partial<FcmOptions> = {}): PushProvider => {
  const { projectId, clientEmail, privateKey, agent, tokenUrl } = server;
  return makeFcmPush({ projectId, clientEmail, privateKey, agent, tokenUrl, ...options });
};

const aPush = (overrides: Partial<PushMessage> = {}): PushMessage => ({
  tokens: ['fKx2Qm7:APA91bH'],
  title: 'تم قبول عرضك',
  body: 'اتصل بالعميل & حدد الموعد',
  data: { jobId: '665f1c2ab8a1f0d4c3e2b1a0' },
  idempotencyKey: 'delivery-1',
  ...overrides,
});

interface Carried {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

interface Carrier {
  readonly make: () => PushProvider;
  readonly carried: () => Promise<Carried[]>;
}

const carriers: readonly (readonly [string, Carrier])[] = [
  [
    'local',
    {
      make: () => makeLocalPush(makeInboxService({ clock: testClock() })),
      carried: () => DevMessageModel.find({ channel: 'push' }).sort({ _id: 1 }).lean().exec(),
    },
  ],
  [
    'fcm',
    {
      make: () => fcm(),
      carried: () =>
        Promise.resolve(
          server.shown().map(({ token, notification }) => ({
            to: token,
            subject: notification.title,
            text: notification.body,
          })),
        ),
    },
  ],
];

describe.each(carriers)('a push by %s', (name, { make, carried }) => {
  it('arrives on each device as it was written, in any script', async () => {
    const provider = make();

    const result = await provider.send(aPush({ tokens: ['phone', 'tablet'] }));

    expect(provider.name).toBe(name);
    expect(result).toEqual({ deadTokens: [], missed: [] });
    expect((await carried()).sort((a, b) => a.to.localeCompare(b.to))).toMatchObject([
      { to: 'phone', subject: aPush().title, text: aPush().body },
      { to: 'tablet', subject: aPush().title, text: aPush().body },
    ]);
  });

  it('is shown once for one cause, however often it is asked for', async () => {
    const provider = make();

    await provider.send(aPush());
    await provider.send(aPush());
    await provider.send(aPush({ idempotencyKey: 'delivery-2' }));

    expect(await carried()).toHaveLength(2);
  });

  it('reaches as many devices at once as a call may name', async () => {
    const tokens = Array.from({ length: TOKENS_AT_ONCE }, (_, index) => `token-${index}`);

    await make().send(aPush({ tokens }));

    expect(await carried()).toHaveLength(TOKENS_AT_ONCE);
  });

  it('is not sent when the sender has given up', async () => {
    const signal = AbortSignal.abort(new Error('too late'));

    await expect(make().send(aPush({ signal }))).rejects.toThrow('too late');

    expect(await carried()).toEqual([]);
  });
});

describe('FCM', () => {
  it('gets the words, the data as text, and one key for every system under which a repetition replaces the first', async () => {
    const data = { jobId: 'j1', link: 'https://app.example.org/jobs/j1' };

    await fcm().send(aPush({ data }));
    await fcm().send(aPush({ data }));

    const [first, again] = server.taken;
    const tag = first?.android.notification.tag;
    expect(tag).toMatch(/^[\w-]{32}$/);
    expect(first).toEqual({
      token: 'fKx2Qm7:APA91bH',
      notification: { title: aPush().title, body: aPush().body },
      data,
      android: { collapse_key: tag, priority: 'high', ttl: '86400s', notification: { tag } },
      apns: { headers: { 'apns-collapse-id': tag, 'apns-priority': '10' } },
      webpush: {
        headers: { TTL: '86400', Topic: tag },
        notification: { tag },
        fcmOptions: { link: data.link },
      },
    });
    expect(again).toEqual(first);
  });

  it('is asked for access once for many calls', async () => {
    const provider = fcm();

    await provider.send(aPush());
    await provider.send(aPush({ idempotencyKey: 'delivery-2' }));

    expect([server.accesses(), server.taken.length]).toEqual([1, 2]);
  });

  const deaths: readonly (readonly [string, FcmMood])[] = [
    ['404 UNREGISTERED', UNREGISTERED],
    ['400 about the field of the token', invalid('message.token', 'Invalid registration token')],
    [
      '400 that names the token in words',
      invalid('', 'The registration token is not a valid FCM registration token'),
    ],
  ];
  it.each(deaths)('says that a token is dead with %s; the others get theirs', async (_what, mood) => {
    server.mood = (token) => (token === 'old' ? mood : undefined);

    const result = await fcm().send(aPush({ tokens: ['phone', 'old', 'tablet'] }));

    expect(result).toEqual({ deadTokens: ['old'], missed: [] });
    expect(server.taken.map(({ token }) => token).sort()).toEqual(['phone', 'tablet']);
  });

  const patience: readonly (readonly [string, FcmMood, number])[] = [
    [
      '429 with a time',
      { ...fcmProblem(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'), headers: { 'retry-after': '17' } },
      17,
    ],
    ['429 without one', fcmProblem(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'), 60],
    [
      '429 with a day',
      { ...fcmProblem(429, 'RESOURCE_EXHAUSTED'), headers: { 'retry-after': '86400' } },
      3_600,
    ],
    ['503 with a time', { ...AWAY, headers: { 'retry-after': '30' } }, 30],
    ['503 without one', AWAY, 10],
    ['500', fcmProblem(500, 'INTERNAL', 'INTERNAL'), 10],
    ['502 of a proxy that speaks HTML', { status: 502, body: '<html>Bad gateway</html>' }, 10],
    ['no answer', { silent: 'before' }, 10],
  ];
  it.each(patience)('is left alone after %s, and nothing is tried again here', async (_what, mood, wait) => {
    server.mood = (token) => (token === 'busy' ? mood : undefined);

    const result = await fcm({ timeoutMs: 250 }).send(aPush({ tokens: ['phone', 'busy'] }));

    expect(result).toEqual({ deadTokens: [], missed: ['busy'], retryAfterSeconds: wait });
    expect([server.calls(), server.taken.length]).toEqual([2, 1]);
  });

  const refusals: readonly (readonly [string, FcmMood])[] = [
    ['401', fcmProblem(401, 'UNAUTHENTICATED', 'THIRD_PARTY_AUTH_ERROR')],
    ['403 of another sender', fcmProblem(403, 'PERMISSION_DENIED', 'SENDER_ID_MISMATCH')],
    ['404 for a project that is none', fcmProblem(404, 'NOT_FOUND')],
    ['404 that is no JSON', { status: 404, body: '<html>Not found</html>' }],
    ['400 about the message', invalid('message.android.ttl', 'Invalid value at ttl')],
    ['200 with a body that is no JSON', { status: 200, body: '{"name": "proj' }],
    ['200 with no name', { status: 200, body: {} }],
    ['200 with null', { status: 200, body: 'null' }],
  ];
  it.each(refusals)('misses a living token with %s, and no waiting mends it', async (_what, mood) => {
    server.mood = () => mood;

    const result = await fcm().send(aPush({ tokens: ['phone'] }));

    expect(result).toEqual({ deadTokens: [], missed: ['phone'], refusal: expect.any(String) });
    expect(server.calls()).toBe(1);
  });

  it('gives no access to a wrong key, and waiting does not mend it; the next call asks anew', async () => {
    server.accessMood = { status: 400, body: { error: 'invalid_grant' } };
    const provider = fcm();

    const result = await provider.send(aPush());
    server.accessMood = undefined;
    const later = await provider.send(aPush());

    expect(result).toEqual({ deadTokens: [], missed: aPush().tokens, refusal: expect.any(String) });
    expect([later, server.taken.length]).toEqual([{ deadTokens: [], missed: [] }, 1]);
  });

  it('that gives no access for the moment is asked again later', async () => {
    server.accessMood = { silent: 'before' };

    const result = await fcm({ timeoutMs: 250 }).send(aPush());

    expect(result).toEqual({ deadTokens: [], missed: aPush().tokens, retryAfterSeconds: 10 });
    expect(server.calls()).toBe(0);
  });

  it('that took a push and fell silent gets it again, and the phone shows one', async () => {
    server.mood = () => ({ silent: 'after' });
    const provider = fcm({ timeoutMs: 250 });

    const result = await provider.send(aPush());
    server.mood = () => undefined;
    await provider.send(aPush());

    expect(result).toMatchObject({ missed: aPush().tokens, retryAfterSeconds: 10 });
    expect([server.taken.length, server.shown().length]).toEqual([2, 1]);
  });

  it('takes a key whose line ends are written out', async () => {
    const privateKey = server.privateKey.replaceAll('\n', '\\n');

    expect(await fcm({ privateKey }).send(aPush())).toEqual({ deadTokens: [], missed: [] });
  });
});

describe('the carrier of pushes', () => {
  const inbox = makeInboxService({ clock: testClock() });
  const none = { fcm: undefined };

  it('is FCM with credentials, else the developer inbox', () => {
    const { projectId, clientEmail, privateKey } = server;
    const push = { fcm: { projectId, clientEmail, privateKey } };

    const names = [
      { push, isProduction: false },
      { push, isProduction: true },
      { push: none, isProduction: false },
    ].map((config) => makePushProvider(config, inbox).name);

    expect(names).toEqual(['fcm', 'fcm', 'local']);
  });

  it('is named in the environment by all three of a service account, or not at all', () => {
    const all = {
      FIREBASE_PROJECT_ID: server.projectId,
      FIREBASE_CLIENT_EMAIL: server.clientEmail,
      FIREBASE_PRIVATE_KEY: server.privateKey.replaceAll('\n', '\\n'),
    };
    const without = (name: keyof typeof all) => () =>
      readConfig(Object.fromEntries(Object.entries(all).filter(([key]) => key !== name)));

    expect(readConfig(all).push.fcm).toMatchObject({ projectId: server.projectId });
    expect(readConfig({}).push.fcm).toBeUndefined();
    expect(without('FIREBASE_CLIENT_EMAIL')).toThrow(InvalidEnvironment);
    expect(without('FIREBASE_PRIVATE_KEY')).toThrow('FIREBASE_PRIVATE_KEY');
    expect(() => readConfig({ ...all, FIREBASE_PRIVATE_KEY: 'no key' })).toThrow(InvalidEnvironment);
  });

  it('is nobody in production without credentials: nothing is caught, nothing waits', async () => {
    const provider = makePushProvider({ push: none, isProduction: true }, inbox);

    const result = await provider.send(aPush());

    expect([provider.name, result]).toEqual(['none', { deadTokens: [], missed: [] }]);
    expect(await DevMessageModel.countDocuments()).toBe(0);
  });
});
