import { DevMessageModel } from '../../src/models/devMessage.model';
import { makeInboxService } from '../../src/services/inbox.service';
import { makePushProvider } from '../../src/services/providers/push';
import { makeLocalPush } from '../../src/services/providers/push/local';
import {
  TOKENS_AT_ONCE,
  type PushMessage,
  type PushProvider,
} from '../../src/services/providers/push/provider';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, dropTestDatabase, emptyDatabase } from '../helpers/database';

beforeAll(connectTestDatabase);
afterAll(dropTestDatabase);
afterEach(emptyDatabase);

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
];

describe.each(carriers)('a push by %s', (name, { make, carried }) => {
  it('arrives on each device as it was written, in any script', async () => {
    const provider = make();

    const { deadTokens } = await provider.send(aPush({ tokens: ['phone', 'tablet'] }));

    expect(provider.name).toBe(name);
    expect(deadTokens).toEqual([]);
    expect(await carried()).toMatchObject([
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

describe('the carrier of pushes', () => {
  const inbox = makeInboxService({ clock: testClock() });

  it('is the developer inbox', () => {
    expect(makePushProvider({ isProduction: false }, inbox).name).toBe('local');
  });

  it('is nobody in production without credentials: nothing is caught, nothing waits', async () => {
    const provider = makePushProvider({ isProduction: true }, inbox);

    const result = await provider.send(aPush());

    expect([provider.name, result]).toEqual(['none', { deadTokens: [] }]);
    expect(await DevMessageModel.countDocuments()).toBe(0);
  });
});
