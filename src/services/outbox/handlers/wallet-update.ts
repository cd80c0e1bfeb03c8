import type { Id } from '../../../utils/ids';
import type { EventMap } from '../events';
import type { Handler } from '../on';
import { on, type HandlerDeps } from './handler';

/** Tells somebody's apps live that money of his has moved: what happened and the sum, never a balance that may be old. */
export const walletUpdate = <E extends keyof EventMap & string>(
  event: E,
  to: (data: EventMap[E]) => readonly Id[],
  payload: (data: EventMap[E]) => Readonly<Record<string, unknown>>,
): Handler<E, EventMap[E], HandlerDeps> =>
  on(event, 'wallet-update', async ({ data, deliveryId }, { realtime }) => {
    for (const userId of to(data)) {
      await realtime.notify({
        userId,
        name: 'wallet_update',
        payload: payload(data),
        dedupeKey: `${deliveryId}:${userId}`,
      });
    }
  });
