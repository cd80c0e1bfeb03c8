import type { Id } from '../../../utils/ids';
import type { EventMap } from '../events';
import type { Handler } from '../on';
import { on, type HandlerDeps } from './handler';

/** Tells the apps of both sides live what became of their job: ids, state and instants, never where it is. */
export const jobUpdate = <E extends keyof EventMap & string>(
  event: E,
  to: (data: EventMap[E]) => readonly Id[],
  payload: (data: EventMap[E]) => Readonly<Record<string, unknown>>,
): Handler<E, EventMap[E], HandlerDeps> =>
  on(event, 'job-update', async ({ data, deliveryId }, { realtime }) => {
    for (const userId of to(data)) {
      await realtime.notify({
        userId,
        name: 'job_update',
        payload: payload(data),
        dedupeKey: `${deliveryId}:${userId}`,
      });
    }
  });
