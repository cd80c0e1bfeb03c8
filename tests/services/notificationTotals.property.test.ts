import fc from 'fast-check';
import { NotificationModel } from '../../src/models/notification.model';
import { makeNotificationTotals } from '../../src/services/notifications/totals';
import { newId } from '../../src/utils/ids';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';

const CAP = 3;
const START = Date.parse('2026-03-01T09:00:00.000Z');
const userId = newId();

beforeAll(connectTestDatabase);
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

type Step =
  | { readonly kind: 'tell'; readonly minute: number }
  | { readonly kind: 'forgetOldest'; readonly many: number }
  | { readonly kind: 'forgetAll' }
  | { readonly kind: 'ask'; readonly server: 0 | 1 };

const step: fc.Arbitrary<Step> = fc.oneof(
  // Told by several processes, so not always in the order of their times.
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('tell' as const), minute: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('forgetOldest' as const),
      many: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forgetAll' as const) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), server: fc.constantFrom(0, 1) }) },
);

const tell = (minute: number) =>
  NotificationModel.create({
    _id: newId(),
    userId,
    type: 'security',
    name: 'newDevice',
    title: 'Title',
    message: 'Message',
    data: {},
    read: false,
    at: new Date(START + minute * 60_000),
    dedupeKey: newId().toHexString(),
  });

async function forgetOldest(many: number): Promise<void> {
  const gone = await NotificationModel.find({ userId }, { _id: 1 })
    .sort({ at: 1, _id: 1 })
    .limit(many)
    .lean();
  await NotificationModel.deleteMany({ _id: { $in: gone.map(({ _id }) => _id) } });
}

describe('the number of notifications of a user', () => {
  it('is the counted one, whatever comes and goes, and whoever of two processes is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await NotificationModel.deleteMany({ userId });
        const servers = [makeNotificationTotals({ cap: CAP }), makeNotificationTotals({ cap: CAP })] as const;
        for (const one of steps) {
          if (one.kind === 'tell') {
            await tell(one.minute);
          } else if (one.kind === 'forgetOldest') {
            await forgetOldest(one.many);
          } else if (one.kind === 'forgetAll') {
            await NotificationModel.deleteMany({ userId });
          } else {
            const totals = servers[one.server];
            const said = (await totals.known(userId)) ?? (await totals.count(userId));
            expect(said).toBe(Math.min(await NotificationModel.countDocuments({ userId }), CAP + 1));
          }
        }
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('is known without counting once it is beyond what is counted, and counted again when some are gone', async () => {
    const totals = makeNotificationTotals({ cap: CAP });
    for (let minute = 0; minute < CAP + 2; minute += 1) {
      await tell(minute);
    }

    const atFirst = [await totals.known(userId), await totals.count(userId)];
    const later = await totals.known(userId);
    await forgetOldest(2);
    const afterwards = [await totals.known(userId), await totals.count(userId)];

    expect(atFirst).toEqual([undefined, CAP + 1]);
    expect(later).toBe(CAP + 1);
    expect(afterwards).toEqual([undefined, CAP]);
  });

  it('knows nothing of other users', async () => {
    const totals = makeNotificationTotals({ cap: CAP });
    for (let minute = 0; minute < CAP + 1; minute += 1) {
      await tell(minute);
    }
    await totals.count(userId);

    expect(await totals.known(newId())).toBeUndefined();
  });
});
