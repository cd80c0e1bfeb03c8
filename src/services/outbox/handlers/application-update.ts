import type { Id } from '../../../utils/ids';
import type { EventMap } from '../events';
import type { Handler } from '../on';
import { on, type HandlerDeps } from './handler';

/** Tells apps live what became of a quote or an invitation: ids and state, nothing that is not for everybody there. */
export const applicationUpdate = <E extends keyof EventMap & string>(
  event: E,
  to: (data: EventMap[E]) => readonly Id[],
  payload: (data: EventMap[E]) => Readonly<Record<string, string>>,
): Handler<E, EventMap[E], HandlerDeps> =>
  on(event, 'application-update', async ({ data, deliveryId }, { realtime }) => {
    for (const userId of to(data)) {
      await realtime.notify({
        userId,
        name: 'application_update',
        payload: payload(data),
        dedupeKey: `${deliveryId}:${userId}`,
      });
    }
  });
