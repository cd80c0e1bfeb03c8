import { NotificationModel, type Notification } from '../../models/notification.model';
import type { Clock } from '../../utils/clock';
import { newId, toObjectId } from '../../utils/ids';
import type { Realtime } from '../realtime/realtime';
import { payloadOf, type NewNotification } from '../notification.service';

export interface DeliverManyDeps {
  readonly clock: Clock;
  readonly realtime: Pick<Realtime, 'notify'>;
}

/** So many events are written side by side: more would only keep others waiting. */
const AT_ONCE = 4;

/** Makes what `deliver` does for many people in one write; safe to repeat. Each of them still has a place of his own in his log. */
export const makeDeliverMany =
  ({ clock, realtime }: DeliverManyDeps) =>
  async (notifications: readonly NewNotification[]): Promise<void> => {
    const stored = await store(notifications, clock.now());
    const waiting = [...stored];
    const work = async (): Promise<void> => {
      for (let one = waiting.pop(); one; one = waiting.pop()) {
        const { userId, dedupeKey } = one;
        const payload = payloadOf(one);
        await realtime.notify({ userId: userId.toHexString(), name: 'notification', payload, dedupeKey });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  };

/** What stands there afterwards: of an earlier run, or new. */
async function store(notifications: readonly NewNotification[], at: Date): Promise<Notification[]> {
  if (notifications.length === 0) {
    return [];
  }
  await NotificationModel.bulkWrite(
    notifications.map(({ userId, ...fields }) => ({
      updateOne: {
        filter: { dedupeKey: fields.dedupeKey },
        update: {
          $setOnInsert: { _id: newId(), ...fields, userId: toObjectId(userId), read: false, at },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
  return NotificationModel.find({ dedupeKey: { $in: notifications.map(({ dedupeKey }) => dedupeKey) } })
    .lean<Notification[]>()
    .exec();
}
